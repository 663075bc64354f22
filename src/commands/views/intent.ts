/** An intent as the commands show it. The body that was sent holds no secret. */
import type { Column } from "../../cli/column.ts";
import { localTime } from "../../cli/when.ts";
import type { Intent } from "../../domain/ledger/ledger.ts";
import { planOfIntent } from "../../domain/plan/stored-plan.ts";

/** `verb`: what it does, in a word. */
export const intentView = (intent: Intent, verb: string | undefined) => ({
  id: intent.id,
  /** What is open and was never sent did not happen; what was sent and not answered is in doubt. */
  state: intent.state === "open" && intent.firstSentAt !== null ? "in_doubt" : intent.state,
  kind: intent.kind,
  deal_id: intent.dealId,
  /** `void invoice 1042 to Aurora Design Oy (100.00 EUR)`; without a verb where a later version wrote it. */
  summary: [verb, intent.summary].filter(Boolean).join(" "),
  /** Where the invoice was to be e-mailed once it was made. */
  send_to: planOfIntent(intent)?.sendTo ?? null,
  created_at: intent.createdAt,
  first_sent_at: intent.firstSentAt,
  last_sent_at: intent.lastSentAt,
  object_id: intent.objectId,
  outcome: intent.outcome,
  request_id: intent.requestId,
  marker: intent.marker,
});

export type IntentView = ReturnType<typeof intentView>;

export const INTENT_FIELDS: readonly (keyof IntentView)[] = [
  ...(["id", "state", "kind", "deal_id", "summary", "send_to", "created_at"] as const),
  ...(["first_sent_at", "last_sent_at", "object_id", "outcome", "request_id", "marker"] as const),
];

export const INTENT_COLUMNS: readonly Column<IntentView>[] = [
  { key: "id", title: "Intent", value: ({ id }) => id },
  { key: "state", title: "State", value: ({ state }) => state },
  { key: "kind", title: "Kind", value: ({ kind }) => kind, optional: true },
  { key: "deal_id", title: "Deal", value: (view) => String(view.deal_id ?? ""), optional: true },
  { key: "summary", title: "What", value: ({ summary }) => summary, grow: true },
  {
    key: "first_sent_at",
    title: "Sent",
    value: (view) => view.first_sent_at ?? "never",
    terminal: (view) => localTime(view.first_sent_at ?? "never"),
  },
  { key: "outcome", title: "Outcome", value: ({ outcome }) => outcome, grow: true, optional: true },
];
