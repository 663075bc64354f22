// Loaded into pdqb before its own code (NODE_OPTIONS=--require): at one step of replacing secrets.json the process is killed with
// signal 9, or the disk takes little at a time. The step is told by TEST_STEP.
const fs = require("node:fs");
const { syncBuiltinESMExports } = require("node:module");

const step = process.env.TEST_STEP;
const original = { ...fs };
let file;

function die() {
  process.kill(process.pid, "SIGKILL");
  for (;;);
}

fs.openSync = (path, ...rest) => {
  const isNew = /secrets\.json\.[0-9a-f]+\.tmp$/.test(String(path));
  if (isNew && step === "answered") die();
  const opened = original.openSync(path, ...rest);
  if (isNew) file = opened;
  return opened;
};
fs.writeSync = (descriptor, bytes, at = 0, ...rest) => {
  if (descriptor !== file) return original.writeSync(descriptor, bytes, at, ...rest);
  if (step === "short")
    return original.writeSync(descriptor, bytes, at, Math.min(100, bytes.length - at));
  if (step !== "half") return original.writeSync(descriptor, bytes, at, ...rest);
  original.writeSync(descriptor, bytes, 0, bytes.length >> 1);
  return die();
};
fs.fsyncSync = (descriptor) => {
  if (descriptor === file && step === "written") die();
  original.fsyncSync(descriptor);
};
fs.renameSync = (from, to) => {
  const isOurs = String(to).endsWith("secrets.json");
  if (isOurs && step === "synced") die();
  original.renameSync(from, to);
  if (isOurs && step === "renamed") die();
};
syncBuiltinESMExports();
