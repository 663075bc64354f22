/** What is not billed of the deals that were won in a period, by their owner and pipeline. */

import { isLaterCycle } from "../invoice/billed.ts";
import type { CurrencyCode, Decimal } from "../money/money.ts";
import { type Checked, sharesByDeal } from "./bridge.ts";
import { dealMoney } from "./deal-money.ts";

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
