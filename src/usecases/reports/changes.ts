/** What changed since a day: new invoices, what became overdue, writes in doubt, and the history. */
import type { CalendarDate } from "../../domain/calendar-date.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import { isLiveInvoice } from "../../domain/invoice/invoice-status.ts";
import type { Intent } from "../../domain/ledger/ledger.ts";
import type { Ports } from "../../ports.ts";
import { type NumberedRow, numbered } from "./numbered-rows.ts";

export type Changes = {
  created: Invoice[];
  overdue: Invoice[];
  inDoubt: Intent[];
  /** The oldest first. */
  history: NumberedRow[];
};

/** `start`: the moment at which the day `since` begins. The ledger has to be fresh. */
export async function readChanges(
  { ledger }: Pick<Ports, "ledger">,
  { since, today, start }: { since: CalendarDate; today: CalendarDate; start: string },
): Promise<Changes> {
  const known = await ledger.invoices({});
  const live = known.filter(isLiveInvoice).map(({ invoice }) => invoice);
  const from = Date.parse(start);
  const open = await ledger.intents({ state: "open" });
  const history = await ledger.history({ since: start, limit: Number.MAX_SAFE_INTEGER });
  return {
    created: live.filter(({ createdAt }) => Date.parse(createdAt) >= from),
    // Due on the day before is overdue since that day.
    overdue: live.filter(
      ({ dueDate, balance }) =>
        dueDate !== null && dueDate < today && dueDate >= since && balance.gt(0),
    ),
    inDoubt: open.filter(({ firstSentAt }) => firstSentAt !== null),
    history: numbered(history.reverse(), known),
  };
}
