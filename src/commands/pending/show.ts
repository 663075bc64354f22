import { clean } from "../../cli/format.ts";
import { localTime } from "../../cli/when.ts";
import type { Intent } from "../../domain/ledger/ledger.ts";
import { intentNamed, replayOf, verbOf } from "../../usecases/writes/open-intents.ts";
import { defineCommand } from "../context.ts";
import { intentView } from "../views/intent.ts";

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
