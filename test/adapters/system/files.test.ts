// Files that a person names: whose they are, and what stands there already.
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
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

it("permissions that were given are the file's, whatever the umask is", async () => {
  process.umask(0o077);
  await systemFiles.replace(join(folder, "shared.html"), "<p>", 0o640);
  expect(statSync(join(folder, "shared.html")).mode & 0o777).toBe(0o640);
});

it("a link is a link, also to nowhere; one to a folder is the folder", async () => {
  for (const to of ["target", "nowhere"]) {
    writeFileSync(join(folder, "target"), "");
    symlinkSync(join(folder, to), join(folder, `to-${to}`));
    expect(await systemFiles.kind(join(folder, `to-${to}`))).toBe("link");
  }
  symlinkSync(folder, join(folder, "to-folder"));
  expect(await systemFiles.kind(join(folder, "to-folder"))).toBe("folder");
  expect(await systemFiles.kind(join(folder, "nowhere"))).toBe("nothing");
});

it("a link in the way is replaced itself, and its target stays", async () => {
  const link = join(folder, "link");
  const target = join(folder, "target");
  writeFileSync(target, "as it was");
  for (const to of [target, join(folder, "nowhere")]) {
    rmSync(link, { force: true });
    symlinkSync(to, link);
    await systemFiles.replace(link, "new");
    expect(readFileSync(link, "utf8")).toBe("new");
    expect(await systemFiles.kind(link)).toBe("file");
  }
  expect(readFileSync(target, "utf8")).toBe("as it was");
  expect(await systemFiles.kind(join(folder, "nowhere"))).toBe("nothing");
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

it.each<[string, (file: string) => string]>([
  ["leads through a file", (file) => join(file, "invoice.pdf")],
  ["has a name that is too long", (file) => `${file}${"x".repeat(300)}`],
])(
  "a path that %s is nothing, and refused in words by whoever reads or writes it",
  async (_what, of) => {
    const file = join(folder, "there");
    writeFileSync(file, "");
    const path = of(file);
    expect(await systemFiles.kind(path)).toBe("nothing");
    await expect(systemFiles.read(path)).rejects.toMatchObject({
      ...{ kind: "refused", message: `The file ${path} was not read.` },
    });
    await expect(systemFiles.replace(path, "new")).rejects.toMatchObject({
      ...{ kind: "refused", message: `The file ${path} was not written.` },
    });
    await expect(systemFiles.permit(path, 0o600)).rejects.toMatchObject({ kind: "refused" });
    expect(readdirSync(folder)).toEqual(["there"]);
  },
);

it("a file that is not there is a wrong use, and named", async () => {
  const path = join(folder, "deals.csv");
  await expect(systemFiles.read(path)).rejects.toMatchObject({
    ...{ kind: "usage", message: `There is no file ${path}.` },
  });
});
