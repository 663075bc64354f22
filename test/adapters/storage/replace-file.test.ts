// A file that is replaced: the old one or the whole new one, with nothing left beside it.
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { unwritable } from "../../../src/adapters/storage/read-json.ts";
import { replaceFile } from "../../../src/adapters/storage/replace-file.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pdqb-replace-"));
  path = join(folder, "secrets.json");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("is whole and private, also where the one before was not", () => {
  writeFileSync(path, "old", { mode: 0o644 });
  replaceFile(path, "new");
  expect([readFileSync(path, "utf8"), statSync(path).mode & 0o777]).toEqual(["new", 0o600]);
});

it("takes away the halves that killed runs left, and nothing else", () => {
  const half = "secrets.json.0123456789ab.tmp";
  const others = ["secrets.json.bak", "secrets.json.0123.tmp", "settings.json.0123456789ab.tmp"];
  for (const name of [half, ...others]) writeFileSync(join(folder, name), "x");
  replaceFile(path, "new");
  expect(readdirSync(folder).sort()).toEqual(["secrets.json", ...others].sort());
});

it("leaves nothing behind where it cannot take its place", () => {
  mkdirSync(path);
  expect(() => replaceFile(path, "new")).toThrow();
  expect(readdirSync(folder)).toEqual(["secrets.json"]);
});

it("that could not be written is told with what became of the old one, and how to go on", () => {
  const error = unwritable(path, new Error("ENOSPC: no space left on device"));
  expect(error).toMatchObject({
    ...{ kind: "refused", message: `Nothing was saved: cannot write ${path}.` },
    reason: "ENOSPC: no space left on device\nWhat was there stays as it is.",
    next: [expect.stringContaining("set PDQB_HOME to another folder")],
  });
});
