/** What starting costs: help and version reach none of the packages, and nothing in the shell reaches beyond it. */
import { fileURLToPath } from "node:url";
import { build, type Metafile } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";

let metafile: Metafile;

beforeAll(async () => {
  const result = await build({
    entryPoints: [fileURLToPath(new URL("../../src/main.ts", import.meta.url))],
    outdir: "unused",
    splitting: true,
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
  it("of what draws pages and workbooks is left to the one file that is asked for a document", () => {
    const heavy = /^(echarts|write-excel-file)(\/|$)/;
    const packages = (paths: Iterable<string>) => [...paths].filter((path) => heavy.test(path));
    const starts = ["main", "commands/status", "commands/check", "commands/completion/index"];
    for (const start of starts)
      expect(packages(reached(`src/${start}.ts`, ["import-statement"])), start).toEqual([]);
    const all = reached("src/commands/check.ts", ["import-statement", "dynamic-import"]);
    expect(packages(all).sort()).toEqual([
      "echarts/charts",
      "echarts/components",
      "echarts/core",
      "echarts/renderers",
      "write-excel-file/node",
    ]);
    const drawing = /^src\/cli\/document\/(bar-chart|page|workbook)\.ts$/;
    const ways = Object.entries(metafile.inputs).flatMap(([file, { imports }]) =>
      imports
        .filter(({ path }) => heavy.test(path) || drawing.test(path))
        .filter(({ kind }) => kind === "dynamic-import")
        .map(({ path }) => `${file} → ${path}`),
    );
    expect(ways.sort()).toEqual([
      "src/cli/document/bytes.ts → src/cli/document/page.ts",
      "src/cli/document/bytes.ts → src/cli/document/workbook.ts",
      "src/cli/document/page.ts → src/cli/document/bar-chart.ts",
    ]);
  });

  it("of PostgreSQL's driver is left until a ledger there is opened", () => {
    const isDriver = (path: string) => /^pg(\/|$)/.test(path);
    const ways = Object.entries(metafile.inputs).flatMap(([file, { imports }]) =>
      imports.filter(({ path }) => isDriver(path)).map(({ kind }) => `${file}: ${kind}`),
    );
    expect(ways).toEqual(["src/adapters/storage/postgres/client.ts: dynamic-import"]);
    for (const start of ["main", "world", "commands/invoice/list", "ledgers"]) {
      const atOnce = reached(`src/${start}.ts`, ["import-statement"]);
      expect([...atOnce].filter((path) => path.includes("storage/postgres"))).toEqual([]);
    }
  });

  it("of the way to help takes the parser and no other package", () => {
    const atOnce = reached("src/cli/run.ts", ["import-statement"]);
    expect([...atOnce].filter((path) => !path.startsWith("src/"))).toEqual(["commander"]);
  });

  it("of what plans and writes an invoice is left until a verb of the noun does it", () => {
    const heavy = /^src\/usecases\/(plan|writes|write-back|runs)\//;
    const atOnce = reached("src/commands/invoice/index.ts", ["import-statement"]);
    expect([...atOnce].filter((path) => heavy.test(path))).toEqual([]);
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
      "src/domain/counted.ts",
      "src/domain/errors.ts",
      "src/domain/grouped.ts",
      "src/domain/money/amount-words.ts",
      "src/domain/money/money.ts",
      "src/domain/one-line.ts",
      "src/domain/redact.ts",
      "src/domain/shell-word.ts",
      "src/domain/text-rule.ts",
      "src/domain/typed-date.ts",
    ]);
  });
});
