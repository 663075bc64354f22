#!/usr/bin/env node
// Answers --version and --help before anything is loaded; everything else is in the built main, one file in CommonJS with the code that
// V8 made of it at the build. Finding, linking and compiling many small modules would take longer than the work of most
// commands. Where V8 is another one, Node keeps what it makes of the program, from version 22.1 on; before, it compiles as always.
"use strict";
const { readFileSync } = require("node:fs");
const { version } = require("../package.json");

/** The program, and the scripts of it and of the services' clients where V8 holds them as the build wrote them. */
function load() {
  const { createRequire, enableCompileCache } = require("node:module");
  if (enableCompileCache && !isOfThisV8()) {
    enableCompileCache(cacheFolder());
    return { program: require("../dist/main.cjs") };
  }
  let clients;
  const services = () => {
    clients ??= open("packages/services", createRequire(file("packages/services.cjs")));
    return clients;
  };
  const others = createRequire(file("main.cjs"));
  const main = open("main", (id) =>
    id === "./packages/services.cjs" ? services().exports : others(id),
  );
  return { program: main.exports, main, services };
}

const file = (name) => require("node:path").join(__dirname, "../dist", name);

/** Runs what the build wrote under this name as a module. */
function open(name, requireOf) {
  const { dirname } = require("node:path");
  const { wrap } = require("node:module");
  const { Script } = require("node:vm");
  const filename = file(`${name}.cjs`);
  // The build leaves no character beyond ASCII in it.
  const source = wrap(readFileSync(filename, "latin1"));
  const script = new Script(source, { filename, cachedData: built(`${name}.v8`) });
  const opened = { exports: {} };
  const run = script.runInThisContext();
  run(opened.exports, requireOf, opened, filename, dirname(filename));
  return { script, exports: opened.exports };
}

const isOfThisV8 = () => String(built("v8.txt")) === process.versions.v8;

/** Of this user alone: what lies in a folder that all share may be anybody's. */
function cacheFolder() {
  const { homedir } = require("node:os");
  return `${process.env.XDG_CACHE_HOME || `${homedir()}/.cache`}/pdqb`;
}

/** Undefined where the build left no such file. */
function built(name) {
  try {
    return readFileSync(file(name));
  } catch {
    return undefined;
  }
}

/** A terminal that the help of the build does not fit in gets its own. */
const isNarrow = () => process.stdout.isTTY === true && process.stdout.columns < 80;

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
    answer(built("help.txt"));
  else load().program.main(version);
}
