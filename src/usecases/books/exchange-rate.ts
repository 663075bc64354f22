/** The rate of a foreign invoice's day, from QuickBooks; an hour old at most. */
import type { ExchangeRate } from "../../domain/books.ts";
import { decimal } from "../../domain/money/money.ts";
import { isForeign } from "../../domain/plan/currency.ts";
import type { InvoiceRequest } from "../../domain/plan/invoice-request.ts";
import type { PlanFacts } from "../../domain/plan/plan-facts.ts";
import type { Ports } from "../../ports.ts";
import { remembered } from "./books-cache.ts";

/** Null where none is needed or none is known. Asks nothing for an invoice in the home currency, or with a rate given by hand. */
export async function exchangeRate(
  ports: Pick<Ports, "quickbooks" | "ledger">,
  facts: PlanFacts,
  request: InvoiceRequest,
): Promise<ExchangeRate | null> {
  if (!isForeign(facts) || !facts.preferences.multicurrency || request.rate) return null;
  const { currency } = facts.deal;
  const date = request.date ?? facts.today;
  const found = await remembered(ports, `rate/${currency}/${date}`, () =>
    ports.quickbooks.exchangeRate(currency, date),
  );
  // JSON keeps a decimal as its text.
  return found && { ...found, rate: decimal(found.rate) };
}
