import { flag } from "../../cli/command.ts";
import { clean, money } from "../../cli/format.ts";
import { PdqbError } from "../../domain/errors.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import type { Intent } from "../../domain/ledger/ledger.ts";
import { shellWord } from "../../domain/shell-word.ts";
import {
  candidates,
  intentNamed,
  replayOf,
  resolveIntent,
  type Verdict,
  verbOf,
} from "../../usecases/writes/open-intents.ts";
import { type SentOf, sentOf } from "../../usecases/writes/send-invoice.ts";
import { type Context, defineCommand } from "../context.ts";
import { intentView } from "../views/intent.ts";

export const pendingResolve = defineCommand({
  name: "resolve",
  summary: "Resolve a write with an unknown outcome",
  description: `Looks in QuickBooks first. Without a flag the same request is sent again under its
own id, so nothing is created twice; this works for 24 hours. After that, look in
QuickBooks yourself and say what you found.`,
  effect: "writes",
  arguments: [{ name: "intent", summary: "Its id, as list shows it", required: true }],
  flags: {
    created: flag.text("It was created; give its QuickBooks id", { value: "id:N" }),
    notCreated: flag.switch("It was not created"),
  },
  examples: [
    "pdqb pending resolve k7m2q9xw4tzp",
    "pdqb pending resolve k7m2q9xw4tzp --created id:3120",
    "pdqb pending resolve k7m2q9xw4tzp --not-created --yes",
  ],
  async run(context, { args: [id = ""], flags }) {
    const { ports, connected, confirmed, show, globals, sending } = context;
    await connected();
    const intent = await intentNamed(ports, id);
    const verdict = verdictOf(flags);
    if (globals.dryRun) return showPlanned(context, intent, verdict);
    if (intent.state === "open") {
      const replay = replayOf(ports, intent);
      if (verdict === undefined && replay === "too_old") throw await tooOld(context, intent);
      await confirmed(question(intent, verdict, replay === "possible"));
    }
    const { outcome, intent: now } = await sending(() => resolveIntent(ports, intent, verdict));
    const sent = await sentOf(ports.ledger, now);
    const word = outcome === "already" ? "Already resolved" : "Resolved";
    await show({
      json: {
        outcome,
        intent: intentView(now, verbOf(now)),
        ...(sent && { sent: { outcome: sent.outcome, to: sent.to } }),
      },
      text: () =>
        `${word}: ${clean(now.outcome)} (${summaryOf(now)}).\n${sent ? `${sentText(sent)}\n` : ""}`,
      ...(sent?.outcome === "not_sent" && {
        note: `Next: pdqb invoice email ${shellWord(invoiceName(sent.invoice))}`,
      }),
    });
  },
});

const summaryOf = (intent: Intent) => clean(intentView(intent, verbOf(intent)).summary);

function sentText({ outcome, to }: SentOf): string {
  return outcome === "already"
    ? `It was e-mailed already (asked for: ${clean(to)}).`
    : `It was to be e-mailed to ${clean(to)} and was not sent.`;
}

function verdictOf({
  created,
  notCreated,
}: {
  created: string | undefined;
  notCreated: boolean;
}): Verdict {
  if (created !== undefined && notCreated)
    throw new PdqbError("usage", "--created and --not-created: only one of them can be true.");
  if (created === undefined) return notCreated ? "not_created" : undefined;
  const id = /^(?:id:)?(\d{1,20})$/.exec(created)?.[1];
  if (id === undefined)
    throw new PdqbError("usage", `--created "${created}" is not a QuickBooks id.`, {
      reason: "It is id: and digits; the address of the invoice in QuickBooks ends in them.",
    });
  return { created: id };
}

function question(intent: Intent, verdict: Verdict, isReplayed: boolean): string {
  const summary = summaryOf(intent);
  if (verdict === undefined && !isReplayed)
    return `Look for it without sending anything: ${summary}?`;
  if (verdict === undefined)
    return `Look for it, and send it again under the same id if it is not there: ${summary}?`;
  return verdict === "not_created"
    ? `You checked QuickBooks, and it was not created: ${summary}?`
    : `It was created with the id ${verdict.created}: ${summary}?`;
}

async function showPlanned({ show, ports }: Context, intent: Intent, verdict: Verdict) {
  const isSent =
    intent.state === "open" && verdict === undefined && replayOf(ports, intent) === "possible";
  const request = {
    service: "quickbooks",
    method: "POST",
    path: intent.kind,
    body: JSON.parse(intent.body) as unknown,
  };
  await show({
    json: { outcome: "planned", plan: { requests: isSent ? [request] : [] } },
    text: () =>
      isSent
        ? `Would look for it, and if it is not there send it again: ${summaryOf(intent)}.\n`
        : `Would send nothing: ${summaryOf(intent)}.\n`,
  });
}

/** It is too old to be sent again: what it may be is shown, and a person says which. */
async function tooOld({ ports }: Context, intent: Intent): Promise<PdqbError> {
  const found = await candidates(ports, intent);
  const rows = found.map(
    ({ id, number, total, currency, date }) =>
      `id:${id}  number ${number ?? "none"}, ${money(total, currency)}, ${date}`,
  );
  return new PdqbError("unknown_outcome", `Not resolved: ${summaryOf(intent)}.`, {
    reason: [
      "It was first sent over 24 hours ago, so the same request is not sent again.",
      rows.length === 0
        ? "No invoice of this customer was made since."
        : `Invoices of this customer made since, those of the expected total first:\n${rows.join("\n")}`,
    ].join("\n"),
    next: [
      `pdqb pending resolve ${intent.id} --created id:<id>`,
      `pdqb pending resolve ${intent.id} --not-created`,
    ],
    retry: false,
  });
}
