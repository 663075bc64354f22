/** The floor plan, read off the imports: who may import whom, how deep it goes, and how large a thing may be. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { chains, ownImports, sources, survey } from "./house/survey.mjs";

const SRC = join(import.meta.dirname, "../src");
const files = survey(SRC);

/** Each import that `isWrong` finds fault with, as "file → target". */
function wrongImports(isWrong: (file: string, target: string) => boolean): string[] {
  return [...files].flatMap(([file, { imports }]) =>
    imports
      .filter(({ target }) => isWrong(file, target))
      .map(({ target }) => `${file} → ${target}`),
  );
}

const SDK = "pipedrive|node-quickbooks|intuit-oauth|axios";
const LAYERS: { of: RegExp; may: RegExp }[] = [
  { of: /^domain\/money\/money\.ts$/, may: /^(decimal\.js$|domain\/)/ },
  { of: /^domain\//, may: /^domain\// },
  { of: /^ports(\.ts$|\/)/, may: /^(domain|ports)\// },
  { of: /^usecases\//, may: /^(domain\/|usecases\/|ports(\.ts$|\/))/ },
  {
    of: /^cli\//,
    may: /^(domain\/|cli\/|node:|commander$|inquirer$|@inquirer\/|cli-table3$|chalk$|csv-parse\/|echarts\/|write-excel-file\/)/,
  },
  { of: /^compose\//, may: /^(?!main|practice\/|man\/)/ },
  { of: /^man\/page\.ts$/, may: /^(cli|commands)\// },
  { of: /^commands\//, may: /^(domain\/|cli\/|usecases\/|commands\/|ports(\.ts$|\/))/ },
  {
    of: /^practice\//,
    may: new RegExp(
      `^(practice/|node:|(?!(?:${SDK})$)(?!domain/|adapters/|usecases/|cli/|commands/|ports)[@a-z])`,
    ),
  },
  {
    of: /^adapters\//,
    may: /^(domain\/|ports(\.ts$|\/)|adapters\/|node:|(?!usecases\/|commands\/|cli\/|practice\/|main)[@a-z])/,
  },
];

/** Which other rooms of the use cases a room may import. */
const ROOMS: Record<string, string[]> = {
  books: [],
  billing: ["books"],
  writes: ["billing", "books"],
  plan: ["billing", "books"],
  invoices: ["writes", "plan", "billing", "books"],
  runs: ["writes", "plan", "billing", "books"],
  prove: [],
  check: ["billing", "books"],
  reports: ["check", "invoices"],
  "write-back": ["writes", "books"],
  setup: ["writes", "plan", "billing", "books"],
};

const folderOf = (path: string) => path.split("/")[1] ?? "";
const isIn = (layer: string, ...paths: string[]) => paths.every((path) => path.startsWith(layer));

describe("imports", () => {
  it("go only where the layer may", () => {
    const wrong = wrongImports((file, target) => {
      const rule = LAYERS.find(({ of }) => of.test(file));
      return rule !== undefined && !rule.may.test(target);
    });
    expect(files.size).toBeGreaterThan(50);
    expect(wrong).toEqual([]);
  });

  it("of an adapter stay in its folder, but for what all services share", () => {
    const shared = /^adapters\/(http\.ts|http\/|axios)/;
    const wrong = wrongImports(
      (file, target) =>
        isIn("adapters/", file, target) &&
        !shared.test(file) &&
        !shared.test(target) &&
        folderOf(file) !== folderOf(target),
    );
    expect(wrong).toEqual([]);
  });

  it("of a command go to no other noun's folder", () => {
    const shared = ["details", "views"];
    const wrong = wrongImports((file, target) => {
      if (!isIn("commands/", file, target)) return false;
      const isTop = !file.slice("commands/".length).includes("/") || !/\/.*\//.test(target);
      return !isTop && ![folderOf(file), ...shared].includes(folderOf(target));
    });
    expect(wrong).toEqual([]);
  });

  it("of a use case go to the rooms below its own", () => {
    const wrong = wrongImports((file, target) => {
      if (!isIn("usecases/", file, target) || folderOf(file) === folderOf(target)) return false;
      return !ROOMS[folderOf(file)]?.includes(folderOf(target));
    });
    expect(wrong).toEqual([]);
  });

  it("make no cycle", () => {
    expect(cycles()).toEqual([]);
  });
});

/** Cycles that run over imports at first need as well. */
function cycles(): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: string[]): void => {
    if (path.includes(file)) found.push([...path.slice(path.indexOf(file)), file].join(" → "));
    else if (!done.has(file)) {
      for (const target of ownImports(files, file, { lazy: true })) visit(target, [...path, file]);
      done.add(file);
    }
  };
  for (const file of files.keys()) visit(file, []);
  return found;
}

it("decides what is billed of a deal in usecases/billing alone", () => {
  // Who lists a deal's invoices from the ledger judges none of them; who judges asks dealBilling or knownBilling.
  const wrong = [...files]
    .filter(([file]) => /^(usecases|commands)\//.test(file) && !isIn("usecases/billing/", file))
    .filter(
      ([, { text }]) =>
        (/\bdealIds\b/.test(text) && /\bisLive\b/.test(text)) ||
        // Whoever picks invoices out of what is open decides which of them are in doubt.
        /\bkind === "invoice"/.test(text),
    )
    .map(([file]) => file);
  expect(wrong).toEqual([]);
  expect(files.get("usecases/billing/billing.ts")?.text).toMatch(/\bisLive\b/);
});

describe("a kind of write", () => {
  const ROOM = "usecases/writes/kinds/";
  const isList = (file: string) => /\/in-\w+\.ts$/.test(file);
  const kinds = [...files].filter(([file]) => isIn(ROOM, file) && !isList(file));

  it("is one value in a file of its own, and a line in the list of its service", () => {
    const lists = [...files].filter(([file]) => isIn(ROOM, file) && isList(file));
    const lines = lists.flatMap(([, { text }]) => text.split("\n"));
    expect(kinds.length).toBeGreaterThan(10);
    for (const [file, { text }] of kinds) {
      const [, name] = /^export const (\w+Kind): WriteKind</m.exec(text) ?? [];
      expect(text.match(/^export const \w+: WriteKind</gm), file).toHaveLength(1);
      expect(lines).toContain(`export { ${name} } from "./${file.slice(ROOM.length)}";`);
    }
  });

  it("is named by nothing that every kind goes through", () => {
    const names = kinds.map(([, { text }]) => /^ {2}name: "(\w+)",$/m.exec(text)?.[1]);
    const named = new RegExp(`"(${names.join("|")})"`);
    const engine = ["engine", "by-reading", "open-intents", "intent-words"];
    const ledger = ["domain/ledger/ledger.ts", "adapters/storage/ledger/intents.ts"];
    const through = [...engine.map((name) => `usecases/writes/${name}.ts`), ...ledger];
    expect(names).not.toContain(undefined);
    for (const file of through) expect(files.get(file)?.text, file).not.toMatch(named);
  });
});

it("reads the clock and prints at the edges alone", () => {
  const wrong = [...files]
    .filter(([file]) => /^(domain|usecases|commands)\//.test(file))
    .filter(([, { text }]) => /\b(Date\.now|new Date\(\)|console\.|process\.)/.test(text))
    .map(([file]) => file);
  expect(wrong).toEqual([]);
});

it("cites in comments only what a reader can open", () => {
  const unknown =
    /\b(?:design|references?|sections?|style) \d|\breference\/|\b(?:as|of|what) the references?\b|(?<!docs\/)\b(?:design|style|dependencies)\.md/i;
  const wrong = [SRC, import.meta.dirname]
    .flatMap(sources)
    .filter(([file]) => file !== "architecture.test.ts")
    .flatMap(([file, text]) =>
      text
        .split("\n")
        .filter((line) => /^\s*(?:\/\/|\/?\*)/.test(line) && unknown.test(line))
        .map((line) => `${file}: ${line.trim()}`),
    );
  expect(wrong).toEqual([]);
});

it("has a test of its name beside each rule of the domain", () => {
  const tests = new Set(sources(import.meta.dirname).map(([file]) => file));
  const untested = [...files]
    .filter(([file, { functions }]) => file.startsWith("domain/") && functions.length > 0)
    .filter(([file]) => !tests.has(file.replace(/ts$/, "test.ts")))
    .map(([file]) => file);
  expect(untested).toEqual([]);
});

/** The list only gets shorter: a new offender fails, and so does an entry that no longer offends. Then delete its line. */
function expectToShrink(offenders: string[], allowed: string[]): void {
  expect([...new Set(offenders)].sort()).toEqual([...allowed].sort());
}

/** Longer functions that only list things: text, columns, routes. */
const TABLES: string[] = ["commands/help/cron.ts cronHelp"];

describe("sizes", () => {
  const functions = [...files].flatMap(([file, one]) =>
    one.functions.map(({ name, lines, parameters }) => ({
      at: `${file} ${name}`,
      lines,
      parameters,
    })),
  );

  it("of import chains are at most 10 files", () => {
    expect([...chains(files).values()].filter((chain) => chain.length > 10)).toEqual([]);
  });

  it("of files are at most 10 imports of our own", () => {
    const wrong = [...files.keys()].filter((file) => ownImports(files, file).length > 10);
    expectToShrink(wrong, []);
  });

  it("of functions are at most 60 lines, but of tables", () => {
    const wrong = functions.filter(({ at, lines }) => lines > 60 && !TABLES.includes(at));
    expectToShrink(
      wrong.map(({ at }) => at),
      [],
    );
  });

  it("of functions are at most 4 parameters", () => {
    expectToShrink(
      functions.filter(({ parameters }) => parameters > 4).map(({ at }) => at),
      [],
    );
  });
});
