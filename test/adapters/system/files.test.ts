// Files that a person names: whose they are, and what stands there already.
import {
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { systemFiles } from "../../../src/adapters/system/files.ts";
import { hideSecrets } from "../../../src/domain/redact.ts";

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

it("a link in the way is replaced only where somebody was asked about it, and its target stays", async () => {
  const link = join(folder, "link");
  const target = join(folder, "target");
  writeFileSync(target, "as it was");
  for (const to of [target, join(folder, "nowhere")]) {
    rmSync(link, { force: true });
    symlinkSync(to, link);
    await expect(systemFiles.replace(link, "new")).rejects.toMatchObject({ kind: "refused" });
    expect(readlinkSync(link)).toBe(to);
    await systemFiles.replace(link, "new", { overLink: true });
    expect(readFileSync(link, "utf8")).toBe("new");
  }
  expect(readFileSync(target, "utf8")).toBe("as it was");
});

it("a text has none of the secrets that this process knows, whole or encoded", async () => {
  const secret = "a secret of files.test.ts";
  hideSecrets(secret);
  const base64 = Buffer.from(secret).toString("base64");
  await systemFiles.replace(
    join(folder, "text"),
    `[${secret}] [${base64}] ${encodeURIComponent(secret)}`,
  );
  expect(readFileSync(join(folder, "text"), "utf8")).toBe("[[hidden]] [[hidden]] [hidden]");
});
