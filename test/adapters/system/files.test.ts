// Files that a person names: whose they are, and what stands there already.
import { mkdtempSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { systemFiles } from "../../../src/adapters/system/files.ts";

let folder: string;
let umask: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pdqb-files-"));
  umask = process.umask(0);
});
afterEach(() => {
  process.umask(umask);
  rmSync(folder, { recursive: true });
});

it("a file is its owner's alone, and so is a folder made for it, whatever the umask is", async () => {
  await systemFiles.replace(join(folder, "new", "invoice.pdf"), Buffer.from("%PDF"));
  expect(statSync(join(folder, "new", "invoice.pdf")).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, "new")).mode & 0o777).toBe(0o700);
});

it("a link to nowhere is something that is there", async () => {
  symlinkSync(join(folder, "nowhere"), join(folder, "link"));
  expect(await systemFiles.kind(join(folder, "link"))).toBe("file");
  expect(await systemFiles.kind(join(folder, "nowhere"))).toBe("nothing");
});
