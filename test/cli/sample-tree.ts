/** A small tree of commands that belong to no program, to drive the shell with. */

import { type Column, tableOf } from "../../src/cli/column.ts";
import {
  type Command,
  commandsFor,
  flag,
  type GlobalFlags,
  type Tree,
} from "../../src/cli/command.ts";
import { runTree } from "../../src/cli/run.ts";
import type { Shell } from "../../src/cli/shell.ts";
import type { CalendarDate } from "../../src/domain/calendar-date.ts";
import { PdqbError } from "../../src/domain/errors.ts";
import { type CapturedIo, capturedIo } from "./captured-io.ts";

export type Context = { shell: Shell; globals: GlobalFlags; seen: Seen };
export type Seen = { flags?: Record<string, unknown>; args?: string[]; loaded: string[] };
export type Row = { number: string; customer: string; total: string };

export const rows: Row[] = [
  { number: "1042", customer: "Blumen & Söhne", total: "1653.15" },
  { number: "1043", customer: '=HYPERLINK("http://x")', total: "-5.00" },
];

export const columns: Column<Row>[] = [
  { key: "number", title: "Number", value: (row) => row.number },
  { key: "customer", title: "Customer", value: (row) => row.customer, grow: true },
  {
    key: "total",
    title: "Total",
    align: "right",
    value: (row) => row.total,
    terminal: (row, paint) => paint.green(`${row.total} EUR`),
  },
];

const command = commandsFor<Context>();

const list = command({
  name: "list",
  aliases: ["ls"],
  summary: "List bills",
  effect: "reads",
  isList: true,
  flags: { status: flag.choice("Only these", ["open", "paid", "overdue"]) },
  fields: ["number", "customer", "total"],
  examples: ["pdqb bill list", "pdqb bill list --status open --json"],
  async run({ shell, globals, seen }, { flags }) {
    seen.flags = flags;
    const shown = flags.status === "paid" ? [] : rows.slice(0, globals.limit ?? rows.length);
    await shell.show({
      json: { bills: shown, complete: shown.length === rows.length || shown.length === 0 },
      table: tableOf(shown, columns),
      empty: "No bills.",
    });
  },
});

const create = command({
  name: "create",
  summary: "Make a bill",
  description: "The bill is made once, however often\nthis is typed.",
  effect: "writes",
  arguments: [{ name: "customer", summary: "Who pays", required: true }],
  flags: {
    count: flag.integer("How many"),
    price: flag.decimal("What one costs", { value: "amount", group: "Money" }),
    due: flag.date("Day of payment"),
    line: flag.repeatable("One line of the bill", { value: "text" }),
    again: flag.optionalText("One more, beside another", { value: "bill" }),
    noBrowser: flag.switch("Print the address only"),
  },
  examples: ["pdqb bill create Blumen --count 3"],
  async run({ shell, globals, seen }, { args, flags }) {
    seen.args = args;
    seen.flags = flags;
    if (!globals.dryRun) {
      await shell.ask.confirmOrStop("Make the bill?", { flag: "--yes", given: globals.yes });
    }
    await shell.show({
      json: { outcome: globals.dryRun ? "planned" : "created", bill: { number: "1044" } },
      text: (paint) => `Bill ${paint.bold("1044")} ${globals.dryRun ? "planned" : "made"}.`,
    });
  },
});

const many = command({
  name: "void",
  summary: "Cancel bills",
  effect: "writes",
  arguments: [{ name: "bill", summary: "Numbers", required: true, many: true }],
  flags: {},
  examples: ["pdqb bill void 1042 1043"],
  async run({ seen }, { args }) {
    seen.args = args;
  },
});

/** Fails as `--how` says. */
const fail = command({
  name: "fail",
  summary: "Fail in a chosen way",
  effect: "local",
  flags: { how: flag.text("Kind of failure") },
  examples: [],
  async run(_context, { flags }) {
    if (flags.how === "bug") throw new TypeError("x is not a function, Bearer abc.def");
    throw new PdqbError("refused", "Bill not made.", {
      reason: "Line 2 is \u001b[31mred\u001b[0m.",
      next: ["pdqb bill create", "pdqb fail --help"],
    });
  },
});

export function sampleTree(seen: Seen, extra: readonly Command<Context>[] = []): Tree<Context> {
  return [
    {
      name: "bill",
      aliases: ["bills"],
      summary: "Bills and what became of them",
      async verbs() {
        seen.loaded.push("bill");
        return [list, create, many, ...extra];
      },
    },
    {
      name: "fail",
      summary: "Fail in a chosen way",
      async command() {
        seen.loaded.push("fail");
        return fail;
      },
    },
  ];
}

export type Ran = { code: number; stdout: string; stderr: string; seen: Seen };

/** Words divided by spaces, as typed; an array where a word has a space of its own. */
export async function run(
  line: string | string[],
  io: CapturedIo = capturedIo(),
  extra: readonly Command<Context>[] = [],
): Promise<Ran> {
  const seen: Seen = { loaded: [] };
  const argv = typeof line === "string" ? line.split(" ").filter(Boolean) : line;
  const code = await runTree<Context>({
    tree: sampleTree(seen, extra),
    argv,
    io,
    version: "1.2.3",
    summary: "Makes bills.",
    hints: { list: "bill list", make: "create" },
    topics: { cron: async () => "Run it at night.\n" },
    footer: "Learn more: pdqb help cron",
    today: async () => "2026-11-25" as CalendarDate,
    makeContext: async (globals, _command, shell) => ({ shell, globals, seen }),
  });
  return { code, stdout: io.stdout(), stderr: io.stderr(), seen };
}
