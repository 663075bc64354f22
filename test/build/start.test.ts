/** The program starts with the code that V8 made of it at the build, and without it where V8 is another one. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as nodeModule from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { capturedIo } from "../support/captured-io.ts";

const ROOT = join(import.meta.dirname, "../..");
const copy = mkdtempSync(join(tmpdir(), "pdqb-start-"));
for (const name of ["package.json", "bin", "dist"]) {
  cpSync(join(ROOT, name), join(copy, name), { recursive: true });
}
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const help = (folder: string) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(folder, "bin/pdqb.js"), "invoice", "create", "--help"],
    { encoding: "utf8" },
  );
  return { status, stdout, stderr };
};

it("the built code is of this V8, and made of the built file", () => {
  const { load } = nodeModule.createRequire(import.meta.url)(join(ROOT, "bin/pdqb.js"));
  const { main, services } = load();
  expect(main.script.cachedDataRejected).toBe(false);
  expect(services().script.cachedDataRejected).toBe(false);
});

it.each([
  ["of another V8", () => writeFileSync(join(copy, "dist/main.v8"), "of another one")],
  ["missing", () => rmSync(join(copy, "dist/main.v8"))],
])("code that is %s changes nothing", (_name, spoil) => {
  spoil();
  const whole = help(ROOT);
  expect(whole).toMatchObject({ status: 0, stderr: "" });
  expect(whole.stdout).toContain("--deal <deal>");
  expect(help(copy)).toEqual(whole);
});

it("where V8 is another one than the build's, the program is the same, and Node keeps its code where it can", () => {
  writeFileSync(join(copy, "dist/v8.txt"), "0.0.0");
  const cache = join(copy, "cache");
  const env = { ...process.env, XDG_CACHE_HOME: cache };
  const args = [join(copy, "bin/pdqb.js"), "invoice", "create", "--help"];
  const first = spawnSync(process.execPath, args, { encoding: "utf8", env });
  const second = spawnSync(process.execPath, args, { encoding: "utf8", env });
  expect(first).toMatchObject({ status: 0, stderr: "", stdout: help(ROOT).stdout });
  expect(second.stdout).toBe(first.stdout);
  expect(existsSync(join(cache, "pdqb"))).toBe("enableCompileCache" in nodeModule);
});

it.each(["main.cjs", "packages/services.cjs"])(
  "%s holds ASCII alone, since it is read as Latin-1",
  (name) => {
    expect(readFileSync(join(ROOT, "dist", name), "utf8")).not.toMatch(/[^\x00-\x7f]/);
  },
);

it("the clients are loaded without the platform's fetch, which takes longer than they do", () => {
  const touched = `
    const { get } = Object.getOwnPropertyDescriptor(globalThis, "FormData");
    Object.defineProperty(globalThis, "FormData", { get: () => console.log("touched") ?? get() });
    for (const open of Object.values(require("./dist/packages/services.cjs"))) open();`;
  const { status, stdout } = spawnSync(process.execPath, ["-e", touched], {
    cwd: ROOT,
    encoding: "utf8",
    env: { PATH: process.env["PATH"] },
  });
  expect([status, stdout]).toEqual([0, ""]);
});

it.each([[[]], [["--help"]], [["-h"]]])(
  "the first help, asked for with %j, is the program's own",
  async (argv) => {
    const { load } = nodeModule.createRequire(import.meta.url)(join(ROOT, "bin/pdqb.js"));
    const { stdout, status } = spawnSync(process.execPath, [join(ROOT, "bin/pdqb.js"), ...argv], {
      encoding: "utf8",
    });
    expect(status).toBe(0);
    const io = capturedIo({ env: {}, stdin: "" });
    await load().program.run({ argv: ["--help"], env: {}, io, version: "0.0.0" });
    expect(stdout).toBe(io.stdout());
    expect(stdout).toContain("invoice");
  },
);
