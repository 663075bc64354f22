#!/usr/bin/env node
// Answers --version and --help before anything is loaded; everything else is in the built main, one file in CommonJS with the code that
// V8 made of it at the build. Finding, linking and compiling many small modules would take longer than the work of most
// commands. Where V8 is another one it leaves that code alone and compiles as always.
"use strict";
const { readFileSync } = require("node:fs");
const { version } = require("../package.json");

/** The program, and its script as V8 holds it. */
function load() {
  const { createRequire, wrap } = require("node:module");
  const { dirname, join } = require("node:path");
  const { Script } = require("node:vm");
  const filename = join(__dirname, "../dist/main.cjs");
  // The build leaves no character beyond ASCII in it.
  const source = wrap(readFileSync(filename, "latin1"));
  const script = new Script(source, { filename, cachedData: compiled(join(__dirname, "../dist")) });
  const program = { exports: {} };
  const run = script.runInThisContext();
  run(program.exports, createRequire(filename), program, filename, dirname(filename));
  return { script, program: program.exports };
}

function compiled(folder) {
  try {
    return readFileSync(`${folder}/main.v8`);
  } catch {
    return undefined;
  }
}

/** A terminal that the help of the build does not fit in gets its own. */
const isNarrow = () => process.stdout.isTTY === true && process.stdout.columns < 80;

/** As the build wrote it down. */
function topHelp() {
  return readFileSync(`${__dirname}/../dist/help.txt`, "utf8");
}

/** A reader that closes early is no fault. */
function answer(text) {
  process.stdout.on("error", () => {});
  process.stdout.write(text);
}

if (require.main !== module) {
  module.exports = { load };
} else {
  const [, , ...words] = process.argv;
  if (words.length > 1) load().program.main(version);
  else if (["--version", "-V"].includes(words[0])) answer(`pdqb ${version}\n`);
  else if (!isNarrow() && (words.length === 0 || ["--help", "-h"].includes(words[0])))
    answer(topHelp());
  else load().program.main(version);
}
