/** From the value of the deals won in a period to the net of the invoices issued in it: the parts sum to the cent. */

import type { Deal } from "../deal/deal.ts";
import { grouped } from "../grouped.ts";
import { isLaterCycle } from "../invoice/billed.ts";
import { dealMoney, type Share, sharesOf } from "../invoice/deal-balance.ts";
import type { KnownInvoice } from "../ledger/ledger.ts";
import { type CurrencyCode, type Decimal, ZERO } from "../money/money.ts";
import { isIn, type Period } from "./finding.ts";

/** What `other` is made of. */
export const OTHER_PARTS = [
  "tax_in_value",
  "other_currency",
  "later_cycles",
  "other_deals",
  "no_deal",
] as const;
type OtherPart = (typeof OTHER_PARTS)[number];

/** Signed: `won` and all after it up to `other` come to `invoiced`. */
export type BridgeRow = {
  currency: CurrencyCode;
  won: Decimal;
  not_billed: Decimal;
  billed_before: Decimal;
  billed_after: Decimal;
  changed: Decimal;
  other: Decimal;
  invoiced: Decimal;
  other_parts: Record<OtherPart, Decimal>;
};
type Part = Exclude<keyof BridgeRow, "currency" | "other_parts">;

export type Checked = {
  period: Period;
  /** Won in the period. */
  won: Deal[];
  /** Live invoices: of these deals, and all that were issued in the period. */
  live: KnownInvoice[];
};

/** In the order of the currencies' codes. */
export function bridgeOf({ period, won, live }: Checked): BridgeRow[] {
  const rows = new Map<CurrencyCode, BridgeRow>();
  const rowOf = (currency: CurrencyCode) => {
    const row = rows.get(currency) ?? empty(currency);
    rows.set(currency, row);
    return row;
  };
  const add = (currency: CurrencyCode, part: Part, amount: Decimal) => {
    const row = rowOf(currency);
    row[part] = row[part].plus(amount);
  };
  const addOther = (currency: CurrencyCode, part: OtherPart, amount: Decimal) => {
    add(currency, "other", amount);
    const { other_parts } = rowOf(currency);
    other_parts[part] = other_parts[part].plus(amount);
  };
  const shares = sharesByDeal(live);
  const counted = new Set<Share>();
  for (const deal of won) {
    const { currency } = deal;
    const all = (shares.get(deal.id) ?? []).filter(({ link }) => !isLaterCycle(link.part));
    const own = all.filter(({ invoice }) => invoice.currency === currency);
    const money = dealMoney(deal, own);
    // Billed in another currency: there is nothing left to bill of it.
    const isElsewhere = own.length === 0 && all.length > 0;
    add(currency, "won", money.value);
    add(currency, "changed", money.changed);
    if (isElsewhere) addOther(currency, "other_currency", money.unbilled.negated());
    else add(currency, "not_billed", money.unbilled.negated());
    addOther(currency, "tax_in_value", money.tax.negated());
    for (const share of own) {
      counted.add(share);
      const { date } = share.invoice;
      if (isIn(period, date)) continue;
      add(currency, date < period.since ? "billed_before" : "billed_after", share.net.negated());
    }
  }
  const wonIds = new Set(won.map(({ id }) => id));
  for (const known of live) {
    const { invoice, links } = known;
    if (!isIn(period, invoice.date)) continue;
    add(invoice.currency, "invoiced", invoice.total.minus(invoice.tax));
    if (links.length === 0) addOther(invoice.currency, "no_deal", invoice.total.minus(invoice.tax));
  }
  for (const share of [...shares.values()].flat()) {
    if (counted.has(share) || !isIn(period, share.invoice.date)) continue;
    addOther(share.invoice.currency, otherPart(share, wonIds), share.net);
  }
  return [...rows.values()].sort((one, other) => (one.currency < other.currency ? -1 : 1));
}

function otherPart({ link }: Share, wonIds: Set<number>): OtherPart {
  if (isLaterCycle(link.part)) return "later_cycles";
  return wonIds.has(link.dealId) ? "other_currency" : "other_deals";
}

export const sharesByDeal = (live: KnownInvoice[]): Map<number, Share[]> =>
  grouped(live.flatMap(sharesOf), ({ link }) => link.dealId);

const empty = (currency: CurrencyCode): BridgeRow => ({
  currency,
  won: ZERO,
  not_billed: ZERO,
  billed_before: ZERO,
  billed_after: ZERO,
  changed: ZERO,
  other: ZERO,
  invoiced: ZERO,
  other_parts: {
    tax_in_value: ZERO,
    other_currency: ZERO,
    later_cycles: ZERO,
    other_deals: ZERO,
    no_deal: ZERO,
  },
});

export type Unbilled = {
  ownerId: number | null;
  pipelineId: number | null;
  currency: CurrencyCode;
  deals: number;
  amount: Decimal;
};

/** The largest first; of each currency they sum to the bridge's `not_billed`. */
export function unbilledBy({ won, live }: Checked): Unbilled[] {
  const shares = sharesByDeal(live);
  const rows = new Map<string, Unbilled>();
  for (const deal of won) {
    const { ownerId, pipelineId, currency } = deal;
    const all = (shares.get(deal.id) ?? []).filter(({ link }) => !isLaterCycle(link.part));
    const own = all.filter(({ invoice }) => invoice.currency === currency);
    const amount = dealMoney(deal, own).unbilled;
    if (amount.isZero() || (own.length === 0 && all.length > 0)) continue;
    const key = `${ownerId}/${pipelineId}/${currency}`;
    const before = rows.get(key);
    rows.set(key, {
      ...{ ownerId, pipelineId, currency },
      deals: (before?.deals ?? 0) + 1,
      amount: before ? before.amount.plus(amount) : amount,
    });
  }
  return [...rows.values()].sort((one, other) =>
    one.currency === other.currency
      ? other.amount.comparedTo(one.amount)
      : one.currency < other.currency
        ? -1
        : 1,
  );
}
