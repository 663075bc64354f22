import { tableOf } from "../../cli/answer.ts";
import { flag } from "../../cli/command.ts";
import { sortRows } from "../../cli/table.ts";
import { defineCommand } from "../context.ts";
import { INTENT_COLUMNS, intentView } from "../views/intent.ts";

export const intentsList = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "List the writes that are not settled",
  effect: "local",
  isList: true,
  flags: { all: flag.switch("Settled ones too") },
  examples: ["pdqb intents list", "pdqb intents list --all --json"],
  async run({ ports, connected, globals, show }, { flags: { all } }) {
    await connected();
    const found = await ports.ledger.intents(all ? {} : { state: "open" });
    const rows = sortRows(found.map(intentView), INTENT_COLUMNS, globals.sort);
    const shown = rows.slice(0, globals.limit ?? rows.length);
    await show({
      json: { intents: shown, complete: shown.length === rows.length },
      table: tableOf(shown, INTENT_COLUMNS),
      empty: all ? "Nothing was ever written." : "Every write is settled.",
    });
  },
});
