#!/usr/bin/env node
// Answers --version before anything is loaded; everything else is in the built main.
import { readFileSync } from "node:fs";

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const [first, second] = process.argv.slice(2);
if ((first === "--version" || first === "-V") && second === undefined) {
  process.stdout.write(`pdqb ${version}\n`);
} else {
  const { main } = await import("../dist/main.js");
  await main(version);
}
