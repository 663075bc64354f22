/**
 * The currency of an invoice (docs/quickbooks.md 4.5, 9): the deal's, which has to be the customer's; in a foreign one
 * the rate of the day is sent, since QuickBooks stores 1 where none is.
 */

import type { Customer, ExchangeRate } from "../books.ts";
import type { CalendarDate } from "../calendar-date.ts";
import type { Problem, Warning } from "../errors.ts";
import { type CurrencyCode, type Decimal, plainText, toCents } from "../money/money.ts";
import { shellWord } from "../shell-word.ts";
import type { InvoiceRequest } from "./invoice-request.ts";
import type { PlanFacts } from "./plan-facts.ts";

export function isForeign({ deal, preferences }: Pick<PlanFacts, "deal" | "preferences">): boolean {
  return deal.currency !== preferences.homeCurrency;
}

/** `found`: what QuickBooks has for the day, null if nothing. The plan's rate is null for an invoice in the home currency. */
export function planCurrency(
  facts: PlanFacts,
  customer: Customer | undefined,
  request: InvoiceRequest,
  date: CalendarDate,
): { exchange: ExchangeRate | null; problems: Problem[]; warnings: Warning[] } {
  const { deal, preferences, exchange: found } = facts;
  const problems = [
    ...askedCurrency(deal.currency, request.currency),
    ...customerCurrency(facts, customer),
  ];
  if (!isForeign(facts)) {
    if (request.rate) problems.push(needlessRate(deal.currency));
    return { exchange: null, problems, warnings: [] };
  }
  if (!preferences.multicurrency) {
    return { exchange: null, problems: [...problems, multicurrencyOff(facts)], warnings: [] };
  }
  if (request.rate) {
    return { exchange: { rate: request.rate, date: null }, problems, warnings: [] };
  }
  // Where QuickBooks has no rate of a day it may say 1: never taken in silence.
  if (!found || found.rate.equals(1)) {
    return {
      exchange: null,
      problems: [...problems, missingRate(facts, date, found)],
      warnings: [],
    };
  }
  return {
    exchange: found,
    problems,
    warnings: found.date === date ? [] : [otherDay(facts, found, date)],
  };
}

/** `--currency` does not convert: it makes sure. */
function askedCurrency(currency: CurrencyCode, asked: CurrencyCode | undefined): Problem[] {
  if (asked === undefined || asked === currency) return [];
  return [
    {
      code: "currency_mismatch",
      message: `The deal is in ${currency}, and ${asked} was asked for; pdqb does not convert prices.`,
      next: "",
      without: ["currency"],
    },
  ];
}

function customerCurrency(
  { deal, preferences }: PlanFacts,
  customer: Customer | undefined,
): Problem[] {
  const theirs = customer?.currency ?? preferences.homeCurrency;
  if (!customer || theirs === deal.currency || !preferences.multicurrency) return [];
  const source =
    deal.organizationId === null
      ? `--person ${deal.personId}`
      : `--organization ${deal.organizationId}`;
  return [
    {
      code: "currency_mismatch",
      message: `Customer "${customer.name}" (id ${customer.id}) can only be billed in ${theirs} (QuickBooks fixes the currency of a customer), but the deal is in ${deal.currency}: it needs a second customer. To link one that is there: pdqb customer link ${source} --customer <customer>`,
      next: `--new-customer ${shellWord(suffixed(customer.name, deal.currency))}`,
    },
  ];
}

/** In the books' own currency; null where there is no rate, or QuickBooks computes the tax. */
export function homeTotal({
  totals,
  exchange,
}: {
  totals: { total: Decimal | null };
  exchange: ExchangeRate | null;
}): Decimal | null {
  return exchange && totals.total && toCents(totals.total.times(exchange.rate));
}

/** The common name of a customer's second currency: `Nordlicht Werbung (EUR)`. */
export function suffixed(name: string, currency: CurrencyCode): string {
  return `${name} (${currency})`;
}

function needlessRate(currency: CurrencyCode): Problem {
  return {
    code: "missing_rate",
    message: `The books are in ${currency} as the deal is, so there is no rate to give.`,
    next: "",
    without: ["rate"],
  };
}

function multicurrencyOff({ deal, preferences, company }: PlanFacts): Problem {
  return {
    code: "multicurrency_off",
    message: `The deal is in ${deal.currency}, and "${company.name}" books in ${preferences.homeCurrency} alone: turn multicurrency on in QuickBooks (Account and settings, Advanced; it cannot be turned off again), or change the deal's currency in Pipedrive. Then run the command again.`,
    next: "",
    without: [],
  };
}

function missingRate(
  { deal, preferences }: PlanFacts,
  date: CalendarDate,
  found: ExchangeRate | null,
): Problem {
  const what = found ? "only the rate 1" : "no rate";
  return {
    code: "missing_rate",
    message: `QuickBooks has ${what} for ${deal.currency} on ${date}; without one it would book 1 ${deal.currency} as 1 ${preferences.homeCurrency}.`,
    next: "--rate <rate>",
  };
}

function otherDay(
  { deal, preferences }: PlanFacts,
  { rate, date }: ExchangeRate,
  wanted: CalendarDate,
): Warning {
  return {
    code: "rate_date",
    message: `The rate 1 ${deal.currency} = ${plainText(rate)} ${preferences.homeCurrency} is of ${date ?? "another day"}: QuickBooks has none of ${wanted}.`,
  };
}
