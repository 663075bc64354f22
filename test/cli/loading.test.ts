/** What starting costs: help and version reach none of the packages, and nothing in the shell reaches beyond it. */
import { fileURLToPath } from "node:url";
import { build, type Metafile } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";

let metafile: Metafile;

beforeAll(async () => {
  const result = await build({
    entryPoints: [fileURLToPath(new URL("../../src/cli/run.ts", import.meta.url))],
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "node",
    packages: "external",
    absWorkingDir: fileURLToPath(new URL("../..", import.meta.url)),
  });
  metafile = result.metafile;
});

/** Files and packages that are loaded with `file`, or only on demand. */
function reached(file: string, kinds: readonly string[], seen = new Set<string>()): Set<string> {
  for (const { path, kind } of metafile.inputs[file]?.imports ?? []) {
    if (!kinds.includes(kind) || seen.has(path)) continue;
    seen.add(path);
    reached(path, kinds, seen);
  }
  return seen;
}

describe("loading", () => {
  it("of the way to help takes the parser and no other package", () => {
    const atOnce = reached("src/cli/run.ts", ["import-statement"]);
    expect([...atOnce].filter((path) => !path.startsWith("src/"))).toEqual(["commander"]);
  });

  it("of questions, tables, colour and parsing is left until they are needed", () => {
    const atOnce = reached("src/cli/shell.ts", ["import-statement"]);
    const packages = [...atOnce].filter((path) => !path.includes("/") && !path.includes(":"));
    expect(packages).toEqual([]);
    const all = [...reached("src/cli/run.ts", ["import-statement", "dynamic-import"])];
    expect(all).toEqual(
      expect.arrayContaining(["commander", "inquirer", "cli-table3", "chalk", "decimal.js"]),
    );
  });

  it("stays within the shell and the domain's money, dates, texts and errors", () => {
    const all = [...reached("src/cli/run.ts", ["import-statement", "dynamic-import"])];
    const outside = all.filter((path) => path.startsWith("src/") && !path.startsWith("src/cli/"));
    expect(outside.sort()).toEqual([
      "src/domain/calendar-date.ts",
      "src/domain/errors.ts",
      "src/domain/money/money.ts",
      "src/domain/one-line.ts",
      "src/domain/redact.ts",
      "src/domain/shell-word.ts",
      "src/domain/typed-text.ts",
    ]);
  });
});
