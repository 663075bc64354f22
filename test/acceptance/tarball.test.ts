// The packed tarball, installed into an empty folder as a user installs it: what is in it, and that it runs.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "pdqb-pack-"));
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith("PDQB_")),
);
let files: string[];

const run = (command: string, args: string[], cwd = folder) =>
  execFileSync(command, args, {
    cwd,
    encoding: "utf8",
    env: { ...env, HOME: folder, XDG_CONFIG_HOME: folder },
  });

beforeAll(() => {
  const [packed] = JSON.parse(
    execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
      cwd: ROOT,
      encoding: "utf8",
    }),
  );
  files = packed.files.map(({ path }: { path: string }) => path);
  writeFileSync(join(folder, "package.json"), "{}");
  execFileSync(
    "npm",
    [
      "install",
      "--no-audit",
      "--no-fund",
      "--ignore-scripts",
      "--prefer-offline",
      join(folder, packed.filename),
    ],
    { cwd: folder, encoding: "utf8", env },
  );
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("holds the program and nothing else", () => {
  const strangers = files.filter(
    (file) =>
      !/^(dist\/.*\.js|dist\/pdqb\.1|bin\/pdqb\.js|package\.json|README\.md|LICENSE)$/.test(file),
  );
  expect(strangers).toEqual([]);
  expect(files).toContain("dist/pdqb.1");
});

it("tells its version", () => {
  const { version } = JSON.parse(
    execFileSync("node", ["-p", "JSON.stringify(require('./package.json'))"], {
      cwd: ROOT,
      encoding: "utf8",
    }),
  );
  expect(run("npx", ["--no-install", "pdqb", "--version"])).toBe(`pdqb ${version}\n`);
});

it("runs the demo to its end", () => {
  const out = run("npx", ["--no-install", "pdqb", "demo"]);
  expect(out).toContain("2,074.70");
  expect(out.trimEnd()).toMatch(/pdqb connect quickbooks$/);
}, 120_000);
