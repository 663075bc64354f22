/** A program round the shell, bundled and spawned by process.test.ts and terminal.test.ts. Its commands do what is hard to see in process. */

import { setTimeout as delay } from "node:timers/promises";
import { tableOf } from "../../src/cli/column.ts";
import { type Command, commandsFor, flag } from "../../src/cli/command.ts";
import { systemIo } from "../../src/cli/io.ts";
import { runTree } from "../../src/cli/run.ts";
import type { Shell } from "../../src/cli/shell.ts";
import type { CalendarDate } from "../../src/domain/calendar-date.ts";
import { PdqbError } from "../../src/domain/errors.ts";

const command = commandsFor<Shell>();

const commands: Command<Shell>[] = [
  command({
    name: "confirm",
    summary: "Ask for a yes",
    effect: "writes",
    flags: {},
    examples: [],
    async run(shell) {
      await shell.ask.confirmOrStop("Make \u001b[31mthe\u0007 bill?", {
        flag: "--yes",
        given: false,
      });
      await shell.show({ json: { outcome: "created" }, text: () => "Made." });
    },
  }),
  command({
    name: "search",
    summary: "Search among items",
    effect: "reads",
    flags: { broken: flag.switch("The look-up fails"), remote: flag.switch("As from a service") },
    examples: [],
    async run(shell, { flags }) {
      const names = ["Design", "Hosting", "Set\u001b]0;evil\u0007up fee", "Support"];
      const value = await shell.ask.search(
        "Item?",
        async (term) => {
          if (flags.broken && term) throw new PdqbError("connection", "The connection is dead.");
          return names
            .map((name, index) => ({ value: index, name }))
            .filter(({ name }) => name.toLowerCase().includes((term ?? "").toLowerCase()));
        },
        { flag: "--item <id>", remote: flags.remote },
      );
      await shell.show({ json: { value }, text: () => `Item ${value}` });
    },
  }),
  command({
    name: "text",
    summary: "Ask for words",
    effect: "reads",
    flags: {},
    examples: [],
    async run(shell) {
      const name = await shell.ask.text("Name?", {
        flag: "--name <text>",
        default: "Acme",
        validate: (text) => (text.length > 2 ? true : "Three letters at least"),
      });
      const secret = await shell.ask.password("Token?", { flag: "--token-stdin" });
      const letters = [..."ab"].map((value) => ({ value, name: `Letter ${value}` }));
      const letter = await shell.ask.select("Letter?", letters, { flag: "--letter <a|b>" });
      await shell.show({ json: null, text: () => `${name} ${secret.length} ${letter}` });
    },
  }),
  command({
    name: "key",
    summary: "Ask for a key",
    effect: "reads",
    flags: {},
    examples: [],
    async run(shell) {
      const choices = [{ key: "y", name: "Create it", value: 1 }];
      const value = await shell.ask.key("Create it?", choices, { flag: "--yes" });
      await shell.show({ json: null, text: () => `${value}` });
    },
  }),
  command({
    name: "long",
    summary: "Ask in more words than a line holds",
    effect: "reads",
    flags: {},
    examples: [],
    async run(shell) {
      const names = ["Harbour signage in dollars  999.92 USD  won 2026-11-23", "Setup fee"];
      const choices = names.map((name, value) => ({ value, name }));
      const question = "Which of the deals that were won in November?";
      const value = await shell.ask.select(question, choices, { flag: "--deal <deal>" });
      const isSure = await shell.ask.confirm("Create 1,204.00 EUR for Kallio & S\u00f6ner Ab?", {
        flag: "--yes",
      });
      await shell.show({ json: null, text: () => `${value} ${isSure}` });
    },
  }),
  command({
    name: "wait",
    summary: "Work until stdin ends",
    effect: "writes",
    flags: { sending: flag.switch("The work writes"), talking: flag.switch("Says more") },
    examples: [],
    async run(shell, { flags }) {
      const work = async () => {
        await shell.say("started");
        if (flags.talking) {
          await delay(500);
          await shell.say("A word while it waits.");
        }
        await shell.io.readInput();
      };
      await shell.progress.during(
        "Reading bills of all customers, which takes a while (safe to wait)",
        () => (flags.sending ? shell.sending(work) : work()),
      );
      await shell.show({ json: { outcome: "done" }, text: () => "Done." });
    },
  }),
  command({
    name: "many",
    summary: "Print many rows",
    effect: "reads",
    isList: true,
    flags: {},
    examples: [],
    async run(shell) {
      const rows = Array.from({ length: 50_000 }, (_, index) => `row ${index}`);
      const table = tableOf(rows, [{ key: "row", title: "Row", value: (row) => row }]);
      await shell.show({ json: rows, table });
    },
  }),
  command({
    name: "read",
    summary: "Print what stdin says",
    effect: "local",
    flags: {},
    examples: [],
    async run(shell) {
      const text = await shell.io.readInput();
      await shell.show({ json: text, text: (paint) => paint.green(text.trim()) });
    },
  }),
];

const io = systemIo(process);
const code = await runTree<Shell>({
  tree: commands.map((one) => ({
    name: one.name,
    summary: one.summary,
    command: async () => one,
  })),
  argv: process.argv.slice(2),
  io,
  version: "1.2.3",
  today: async () => "2026-11-25" as CalendarDate,
  makeContext: async (_globals, _command, shell) => shell,
});
await io.flush();
process.exit(code);
