/** What waits for an operator: deals to bill, invoices overdue, writes in doubt. One call to Pipedrive; the rest is the ledger's. */
import type { CalendarDate } from "../../domain/calendar-date.ts";
import { orUndefined } from "../../domain/errors.ts";
import { ZERO } from "../../domain/money/money.ts";
import { type Sum, sumsByCurrency } from "../../domain/money/sums.ts";
import type { Ports } from "../../ports.ts";
import { unbilledDeals } from "./list-deals.ts";

export type Day = {
  /** Won deals of which something is left, with what is left of them; null where Pipedrive was not asked or did not answer. */
  toBill: { deals: number; complete: boolean; sums: Sum[] } | null;
  overdue: { invoices: number; sums: Sum[] };
  /** Writes that were sent and whose outcome is not known. */
  inDoubt: number;
};

type DayPorts = Pick<Ports, "pipedrive" | "ledger">;

/** One page of Pipedrive. */
const DEALS_READ = 500;

export async function readDay(
  ports: DayPorts,
  input: { pipedriveCompany: string; today: CalendarDate; offline: boolean },
): Promise<Day> {
  const [toBill, overdue, open] = await Promise.all([
    // A service that is out of reach is said by its own line.
    input.offline ? undefined : orUndefined(readToBill(ports, input.pipedriveCompany)),
    ports.ledger.overdueSums(input.today),
    ports.ledger.intents({ state: "open" }),
  ]);
  return {
    toBill: toBill ?? null,
    overdue: {
      invoices: overdue.reduce((count, { invoices }) => count + invoices, 0),
      sums: overdue.map(({ currency, amount }) => ({ currency, amount })),
    },
    inDoubt: open.filter(({ firstSentAt }) => firstSentAt !== null).length,
  };
}

async function readToBill(
  { pipedrive, ledger }: DayPorts,
  pipedriveCompany: string,
): Promise<NonNullable<Day["toBill"]>> {
  const { deals, complete } = await pipedrive.deals({ status: "won", limit: DEALS_READ });
  const open = await unbilledDeals(ledger, deals, pipedriveCompany);
  const left = open.map((one) => ({ currency: one.deal.currency, amount: one.left ?? ZERO }));
  return { deals: open.length, complete, sums: sumsByCurrency(left) };
}
