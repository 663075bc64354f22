import { flag } from "../../cli/command.ts";
import { listAnswer } from "../../cli/flat.ts";
import { verbOf } from "../../usecases/writes/open-intents.ts";
import { defineCommand } from "../context.ts";
import { INTENT_COLUMNS, INTENT_FIELDS, type IntentView, intentView } from "../views/intent.ts";

const ROWS = { columns: INTENT_COLUMNS, fields: INTENT_FIELDS, json: (view: IntentView) => view };

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
    const views = found.map((one) => intentView(one, verbOf(one)));
    await show({
      ...listAnswer("intents", views, ROWS, globals),
      empty: all ? "No writes yet." : "No pending writes.",
    });
  },
});
