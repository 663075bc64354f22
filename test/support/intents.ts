/** An intent as the ledger holds it: an invoice that was sent and whose answer nobody heard, unless a test says otherwise. */
import type { Intent } from "../../src/domain/ledger/ledger.ts";

export const SENT_AT = "2026-11-25T09:00:00.000Z";

export function intentOf(change: Partial<Intent> & { id: string }): Intent {
  return {
    ...{ key: change.id, kind: "invoice", dealId: 123, state: "open", requestId: change.id },
    ...{ body: "{}", marker: null, summary: "invoice for deal 123", follows: { target: null } },
    ...{ createdAt: SENT_AT, firstSentAt: SENT_AT, lastSentAt: SENT_AT },
    ...{ objectId: null, outcome: "" },
    ...change,
  };
}
