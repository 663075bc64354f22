import { tableOf } from "../../cli/column.ts";
import { flag } from "../../cli/command.ts";
import { sortRows } from "../../cli/flat.ts";
import { verbOf } from "../../usecases/writes/open-intents.ts";
import { defineCommand } from "../context.ts";
import { INTENT_COLUMNS, INTENT_FIELDS, type IntentView, intentView } from "../views/intent.ts";

const ROWS = { fields: INTENT_FIELDS, json: (view: IntentView) => view };

export const pendingList = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "List writes with an unknown outcome",
  effect: "local",
  isList: true,
  flags: { all: flag.switch("Include resolved ones") },
  examples: ["pdqb pending list", "pdqb pending list --all --json"],
  async run({ ports, connected, globals, show }, { flags: { all } }) {
    await connected();
    const found = await ports.ledger.intents(all ? {} : { state: "open" });
    const rows = sortRows(
      found.map((one) => intentView(one, verbOf(one))),
      ROWS,
      globals.sort,
    );
    const shown = rows.slice(0, globals.limit ?? rows.length);
    await show({
      json: { intents: shown, complete: shown.length === rows.length },
      table: tableOf(shown, INTENT_COLUMNS),
      fields: ROWS.fields,
      empty: all ? "No writes yet." : "No pending writes.",
    });
  },
});
