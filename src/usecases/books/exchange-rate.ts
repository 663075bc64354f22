/** The rate of a foreign invoice's day, from QuickBooks; an hour old at most. */
import type { ExchangeRate } from "../../domain/books.ts";
import { isForeign } from "../../domain/plan/currency.ts";
import type { InvoiceRequest } from "../../domain/plan/invoice-request.ts";
import type { PlanFacts } from "../../domain/plan/plan-facts.ts";
import type { BooksCache } from "./books-cache.ts";

/** Null where none is needed or none is known. Asks nothing for an invoice in the home currency, or with a rate given by hand. */
export async function exchangeRate(
  cache: BooksCache,
  facts: PlanFacts,
  request: InvoiceRequest,
): Promise<ExchangeRate | null> {
  if (!isForeign(facts) || !facts.preferences.multicurrency || request.rate) return null;
  const { deal, preferences, today } = facts;
  return cache.rate({
    from: deal.currency,
    to: preferences.homeCurrency,
    date: request.date ?? today,
  });
}
