// What a service answers with, headers too, reaches the debug log: one line each, with nothing in it that a terminal obeys.
import { expect, it } from "vitest";
import { makeShell } from "../../src/cli/shell.ts";
import { capturedIo } from "../support/captured-io.ts";

const globals = {
  ...{ profile: undefined, json: false, fields: null, quiet: false, color: false, input: false },
  ...{ debug: true, dryRun: false, yes: false, limit: undefined, sort: undefined, columns: null },
  csv: false,
};

it.each([
  ["an escape sequence", "tid \u001b[2J\u001b[31mred"],
  ["the same in one character", "tid \u009b31mred"],
  ["line breaks of all kinds", "tid\r\nNext: pdqb invoice delete 1\u2028x\u0085y"],
  ["a title of the window", "tid \u001b]0;owned\u0007"],
  ["marks that turn the direction", "tid \u202egnp.exe"],
])("%s in a line of the log stays text on that line", (_name, line) => {
  const io = capturedIo({ env: {}, stdin: "" });
  const shell = makeShell(io, globals, {
    sending: (work) => work(),
    signal: new AbortController().signal,
    isStopping: () => false,
  });
  shell.log(`quickbooks GET /invoice/1 200 ${line}`);
  const written = io.stderr();
  expect(written).toContain("quickbooks GET /invoice/1 200 tid");
  expect(written.slice(0, -1)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/);
  expect(written.at(-1)).toBe("\n");
});
