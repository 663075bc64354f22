import { flag } from "../../cli/command.ts";
import { listAnswer } from "../../cli/flat.ts";
import { clean } from "../../cli/format.ts";
import { localTime } from "../../cli/when.ts";
import type { Intent } from "../../domain/ledger/ledger.ts";
import { intentNamed, replayOf, verbOf } from "../../usecases/writes/open-intents.ts";
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

export const pendingShow = defineCommand({
  name: "show",
  summary: "Show one write: what was sent, when, and its outcome",
  effect: "local",
  arguments: [{ name: "intent", summary: "Its id, as list shows it", required: true }],
  flags: {},
  examples: ["pdqb pending show k7m2q9xw4tzp"],
  async run({ ports, connected, show }, { args: [id = ""] }) {
    await connected();
    const intent = await intentNamed(ports, id);
    const view = intentView(intent, verbOf(intent));
    const next = nextSteps(intent, replayOf(ports, intent) === "possible");
    await show({
      json: { intent: { ...view, key: intent.key, body: intent.body, next } },
      text: (paint) =>
        `${[
          `Intent     ${paint.bold(view.id)}: ${view.state.replace("_", " ")}`,
          `What       ${clean(view.summary)}`,
          ...(view.send_to ? [`Send to    ${clean(view.send_to)}, once it is made`] : []),
          `Stored     ${localTime(view.created_at)}`,
          `Sent       ${localTime(view.first_sent_at ?? "never")}${view.last_sent_at === view.first_sent_at ? "" : `, last ${localTime(view.last_sent_at ?? "")}`}`,
          `Outcome    ${clean(view.outcome) || "no answer"}`,
          ...(view.marker ? [`Marker     ${view.marker}`] : []),
          `Request    ${view.request_id}`,
          `Body       ${clean(intent.body)}`,
          ...next.map((step) => `Next: ${step}`),
        ].join("\n")}\n`,
    });
  },
});

function nextSteps({ id, state }: Intent, mayBeSentAgain: boolean): string[] {
  if (state !== "open") return [];
  const told = [
    `pdqb pending resolve ${id} --created id:<id>`,
    `pdqb pending resolve ${id} --not-created`,
  ];
  return mayBeSentAgain ? [`pdqb pending resolve ${id}`, ...told] : told;
}
