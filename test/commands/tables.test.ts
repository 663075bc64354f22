// Of every list the columns of a pipe and of a file are the members of its JSON value, in the same order; and of an empty one, too.
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPractice } from "../support/practice.ts";
import { Home, SCRIPT } from "../support/run.ts";
import { hasTmux, openTerminal } from "../support/terminal.ts";
import { everyCommand } from "../support/tree.ts";
import { create, openWorld } from "../support/world.ts";

const home = new Home();
const lists = (await everyCommand()).flatMap(([path, command]) =>
  command.isList ? [command.arguments?.[0]?.required ? `${path} a` : path] : [],
);

/** Of a CSV file without rows the first line. */
const emptyHeads = new Map<string, string>();

beforeAll(async () => {
  await openPractice(home, { matching: true });
  for (const path of lists) {
    const { code, stdout } = await home.run(`${path} --csv`);
    const [head = "", ...more] = stdout.split("\n");
    if (code === 0 && more.join("") === "") emptyHeads.set(path, head);
  }
  await create(await openWorld(home), 142);
  for (const line of [
    "preset save retail --po 7",
    "product link 201 --item 88",
    "run plan --won 2026-11",
    "invoice email 1021 --to a@b.example --yes",
  ])
    expect((await home.run(line)).code).toBe(0);
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

/** So that there is something to see. */
const MORE: Record<string, string> = { "pending list": " --all" };

it.runIf(hasTmux).each(lists)("pdqb %s is a table at 60 columns, too", async (path) => {
  const line = `${path}${MORE[path] ?? ""}`;
  const titles = async (columns: number) => {
    const command = `env PDQB_HOME="${home.path}" "${process.execPath}" "${SCRIPT}" ${line} 2>/dev/null`;
    const terminal = openTerminal(join(home.path, `table-${columns}`), command, {
      columns,
      rows: 200,
    });
    try {
      const [first = ""] = (await terminal.shows("exit=", { withinMs: 60_000 })).split("\n");
      return first.trim().split(/ {2,}/);
    } finally {
      terminal.close();
    }
  };
  // Where it is none, a value stands beside the first title.
  const [all, narrow] = [await titles(240), await titles(60)];
  const isTitle = (text: string) => all.some((title) => title.startsWith(text.replace(/…$/, "")));
  expect(narrow.filter((text) => !isTitle(text))).toEqual([]);
});

it.each(lists)("pdqb %s", async (path) => {
  const line = `${path}${MORE[path] ?? ""}`;
  // Mismatches are an answer too.
  const ended = line === "check" ? 7 : 0;
  const value = (await home.json(line, ended)) as Record<string, unknown>;
  const list = line === "check" ? value["findings"] : Object.values(value).find(Array.isArray);
  const rows = list as Record<string, unknown>[];
  const members = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const csv = (await home.run(`${line} --csv`)).stdout;
  const tsv = (await home.run(line)).stdout.replace(/\n$/, "").split("\n");
  const other = await home.run(`${line} --sort never-ever`);
  expect(other.code).toBe(2);
  const names = /Columns: (.*)/.exec(other.stderr)?.[1]?.split(", ") ?? [];
  expect(csv.split("\n")[0]).toBe(names.join(","));
  expect(rows).not.toEqual([]);
  expect((await home.run(`${line} --sort=-${names.at(-1)}`)).code).toBe(ended);
  expect(csv.split("\n")[0]).toBe(members.join(","));
  expect(emptyHeads.get(path) ?? members.join(",")).toBe(members.join(","));
  expect(tsv.map((one) => one.split("\t").length)).toEqual(rows.map(() => members.length));
  // A cell is plain text, never a value within a value.
  expect(tsv.flatMap((one) => one.split("\t")).filter((cell) => /^[[{]"/.test(cell))).toEqual([]);
});

it("are all there", () => {
  expect(lists.length).toBeGreaterThan(12);
  expect(emptyHeads.size).toBeGreaterThan(6);
});
