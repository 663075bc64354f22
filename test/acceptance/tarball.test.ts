// The packed tarball, installed into an empty folder as a user installs it: what is in it, what it brings, and that it runs.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "pdqb-pack-"));
const modules = join(folder, "node_modules");
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith("PDQB_")),
);
let packed: {
  filename: string;
  size: number;
  unpackedSize: number;
  files: { path: string }[];
};

const ownEnv = { ...env, HOME: folder, XDG_CONFIG_HOME: folder };
const program = join(modules, ".bin/pdqb");
const options = { cwd: folder, encoding: "utf8", env: ownEnv } as const;
const pdqb = (...args: string[]) => execFileSync(program, args, { ...options, stdio: "pipe" });
const manifest = (path: string) => JSON.parse(readFileSync(join(path, "package.json"), "utf8"));

beforeAll(() => {
  [packed] = JSON.parse(
    execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
      cwd: ROOT,
      encoding: "utf8",
    }),
  );
  writeFileSync(join(folder, "package.json"), "{}");
  // Without scripts: nobody needs a compiler, and an installation that refuses scripts works as well.
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

describe("the tarball", () => {
  it("holds the program and nothing else: no types, no source maps, no sources", () => {
    // Parts of the practice services carry a hash of what is in them.
    const names = packed.files.map(({ path }) => path.replace(/-[A-Z0-9]{8}(?=\.js$)/, ""));
    expect([...new Set(names)].sort()).toEqual([
      "LICENSE",
      "README.md",
      "bin/package.json",
      "bin/pdqb.js",
      "dist/NOTICES.txt",
      "dist/help.txt",
      "dist/main.cjs",
      "dist/main.v8",
      "dist/packages/charts.cjs",
      "dist/packages/postgres.cjs",
      "dist/packages/prompts.cjs",
      "dist/packages/rich-text.cjs",
      "dist/packages/services.cjs",
      "dist/packages/services.v8",
      "dist/packages/settings.cjs",
      "dist/packages/workbook.cjs",
      "dist/pdqb.1",
      "dist/practice/ajv.js",
      "dist/practice/chunk.js",
      "dist/practice/invoice-pdf.js",
      "dist/practice/pipedrive-v1.js",
      "dist/practice/pipedrive-v2.js",
      "dist/practice/quickbooks.js",
      "dist/practice/server.js",
      "dist/practice/web.js",
      "dist/v8.txt",
      "package.json",
    ]);
  });

  it("is small", () => {
    // A quarter of it is what V8 made of the program and of the services' clients (dist/main.v8, dist/packages/services.v8), which
    // halves the start of most commands. A tenth is the library that makes plain text of Pipedrive's rich text, tables of HTML entities
    // above all; 63 kB make the PDFs of the practice books, 38 kB hold what the practice Pipedrive is sent against its official
    // definitions. Charts, workbooks and the driver of PostgreSQL add a sixth, and are loaded by their commands alone.
    // Reports, runs and a team's ledger have brought the program itself to 1 MB, a quarter of it when packed.
    expect(packed.size).toBeLessThan(1_940_000);
    expect(packed.unpackedSize).toBeLessThan(5_900_000);
  });

  it("runs nothing of its own when it is installed", () => {
    const { scripts } = manifest(join(modules, "pdqb"));
    expect(Object.keys(scripts).filter((name) => /^(pre|post)?install$/.test(name))).toEqual([]);
  });

  it("names every package that is bundled in it, with the text of its licence", () => {
    const notices = readFileSync(join(modules, "pdqb/dist/NOTICES.txt"), "utf8");
    const { devDependencies } = manifest(ROOT);
    const developers = readFileSync(join(ROOT, "docs/developers.md"), "utf8");
    const [, bundled = ""] = /\| package \| its job \|([\s\S]*?)\n\n/.exec(developers) ?? [];
    const names = Object.keys(devDependencies).filter((name) =>
      bundled.split(/[\s,|]+/).includes(name),
    );
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) expect(notices).toContain(`\n${name} ${devDependencies[name]} (`);
    expect(notices).toContain("Apache License");
    expect(notices).toMatch(
      /Definitions of QuickBooks' entities, .*\n\nCopyright \(c\) 2014 Intuit/,
    );
    expect(notices).toContain("Definitions of Pipedrive's operations");
    expect(notices).not.toMatch(/\b(GPL|AGPL|LGPL)-/);
  });
});

describe("an installation", () => {
  it("brings the two compiled packages, what they need, and nothing that is bundled", () => {
    const lock = JSON.parse(readFileSync(join(modules, ".package-lock.json"), "utf8"));
    const names = Object.keys(lock.packages).map((path) => path.replace("node_modules/", ""));
    const ofPlatform = names.filter((name) => name.startsWith("@napi-rs/keyring-"));
    expect(ofPlatform.length).toBeLessThanOrEqual(1);
    expect(names.filter((name) => !ofPlatform.includes(name)).sort()).toEqual([
      "@napi-rs/keyring",
      "@photostructure/sqlite",
      "node-addon-api",
      "node-gyp-build",
      "pdqb",
    ]);
  });

  it("finds both packages compiled for every platform that docs/developers.md names", () => {
    const sqlite = join(modules, "@photostructure/sqlite/prebuilds");
    const ledger = readdirSync(sqlite).flatMap((platform) =>
      readdirSync(join(sqlite, platform)).map((file) => {
        const musl = file.includes(".musl.") ? " musl" : "";
        return platform + musl;
      }),
    );
    const { optionalDependencies } = manifest(join(modules, "@napi-rs/keyring"));
    const keychain = Object.keys(optionalDependencies).map((name) =>
      name
        .replace("@napi-rs/keyring-", "")
        .replace(/-(gnu|msvc)$/, "")
        .replace("-musl", " musl"),
    );
    const wanted = [
      "linux-x64",
      "linux-x64 musl",
      "linux-arm64",
      "linux-arm64 musl",
      "darwin-x64",
      "darwin-arm64",
      "win32-x64",
      "win32-arm64",
    ];
    expect(ledger).toEqual(expect.arrayContaining(wanted));
    expect(keychain).toEqual(expect.arrayContaining(wanted));
  });

  it("tells its version", () => {
    const { version } = manifest(ROOT);
    expect(pdqb("--version")).toBe(`pdqb ${version}\n`);
  });

  it("tells its commands", () => {
    expect(pdqb("--help")).toContain("invoice, invoices");
  });

  it("starts the practice services and knows them", () => {
    try {
      expect(pdqb("practice", "start")).toContain('the profile "practice" is connected to both');
      expect(pdqb("status")).toContain("Pohjola Verstas Oy");
    } finally {
      pdqb("practice", "stop");
    }
  }, 120_000);

  it("runs the demo to its end", () => {
    const out = pdqb("demo");
    expect(out).toContain("2,074.70");
    expect(out).toContain("is voided.");
    expect(out.trimEnd()).toMatch(/pdqb connect quickbooks$/);
  }, 120_000);

  it("says so where the library of the keychain is missing, and does without it otherwise", () => {
    renameSync(join(modules, "@napi-rs"), join(folder, "elsewhere"));
    try {
      const status = (more: Record<string, string>) =>
        spawnSync(program, ["status"], {
          ...options,
          env: { ...ownEnv, PDQB_HOME: join(folder, "fresh"), ...more },
        });
      const refused = status({ PDQB_SECRETS: "keychain" });
      expect(refused.stderr).toContain("The library for the OS keychain is not installed.");
      expect(refused.status).toBe(3);
      expect(status({}).stderr).not.toContain("keychain");
    } finally {
      renameSync(join(folder, "elsewhere"), join(modules, "@napi-rs"));
    }
  });
});
