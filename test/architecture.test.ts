// The import rules of the floor plan, read off the import lines; and no cycle among files. Type-only imports count as well.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { expect, it } from "vitest";

const SRC = join(import.meta.dirname, "../src");
const IMPORT = /^(?:import|export)\b[^;"]*from "([^"]+)"|^import "([^"]+)"|\bimport\("([^"]+)"\)/gm;

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.split(sep).join("/"));

function importsOf(file: string): string[] {
  const text = readFileSync(join(SRC, file), "utf8");
  return [...text.matchAll(IMPORT)]
    .map(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? "")
    .map((target) =>
      target.startsWith(".")
        ? relative(SRC, join(SRC, dirname(file), target))
            .split(sep)
            .join("/")
        : target,
    );
}

type Rule = { of: RegExp; may: RegExp };
const RULES: Rule[] = [
  { of: /^domain\/money\.ts$/, may: /^decimal\.js$/ },
  { of: /^domain\/(?!money\.ts)/, may: /^domain\// },
  { of: /^ports(\.ts$|\/)/, may: /^(domain|ports)\// },
  { of: /^usecases\//, may: /^(domain\/|usecases\/|ports\.ts$)/ },
  {
    of: /^cli\//,
    may: /^(domain\/|cli\/|node:|commander$|inquirer$|@inquirer\/|cli-table3$|chalk$)/,
  },
  { of: /^man\//, may: /^(cli|commands)\// },
  { of: /^commands\//, may: /^(domain\/|cli\/|usecases\/|commands\/|ports\.ts$)/ },
  {
    of: /^practice\//,
    may: /^(practice\/|node:|(?!pipedrive|node-quickbooks|intuit-oauth|axios)[@a-z])/,
  },
  { of: /^adapters\//, may: /^(domain\/|ports\.ts$|adapters\/|node:|[@a-z][^/]*(\/|$))/ },
];

/** One file may import another of its own adapter folder, or what all service adapters share. */
function isForeignAdapter(file: string, target: string): boolean {
  const folder = (path: string) => path.split("/")[1] ?? "";
  const bothAdapters = file.startsWith("adapters/") && target.startsWith("adapters/");
  const shared = /^adapters\/(http\.ts|http\/|axios)/;
  return (
    bothAdapters && !shared.test(target) && !shared.test(file) && folder(file) !== folder(target)
  );
}

const OTHER_LAYERS = /^(usecases|commands|cli|practice|main\.ts)/;

it("finds the source", () => {
  expect(files.length).toBeGreaterThan(50);
});

it.each(files)("%s imports only what its folder may", (file) => {
  const rule = RULES.find(({ of }) => of.test(file));
  const wrong = importsOf(file).filter(
    (target) =>
      (rule && !rule.may.test(target)) ||
      isForeignAdapter(file, target) ||
      (file.startsWith("adapters/") && OTHER_LAYERS.test(target)) ||
      (file.startsWith("practice/") &&
        /^(domain|adapters|usecases|cli|commands|ports)\b/.test(target)),
  );
  expect(wrong).toEqual([]);
});

it("has no cycle", () => {
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: string[]): void => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(" → "));
    else if (!done.has(file)) {
      for (const target of importsOf(file))
        if (files.includes(target)) visit(target, [...path, file]);
      done.add(file);
    }
  };
  for (const file of files) visit(file, []);
  expect(cycles).toEqual([]);
});

it("reads the clock and prints at the edges alone", () => {
  const inner = files.filter((file) => /^(domain|usecases|commands)\//.test(file));
  const wrong = inner.filter((file) =>
    /\b(Date\.now|new Date\(\)|console\.|process\.)/.test(readFileSync(join(SRC, file), "utf8")),
  );
  expect(wrong).toEqual([]);
});
