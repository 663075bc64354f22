/** A plan as text and back, with its decimals: what was reviewed is kept whole. */

import type { Intent } from "../ledger/ledger.ts";
import { Decimal, decimal } from "../money/money.ts";
import type { InvoicePlan } from "./invoice-plan.ts";

const MARK = "$decimal";

export function planToText(plan: InvoicePlan): string {
  return JSON.stringify(plan, function (this: Record<string, unknown>, key, value: unknown) {
    // JSON has made a decimal its text by now.
    const raw = this[key];
    return Decimal.isDecimal(raw) ? { [MARK]: raw.toFixed() } : value;
  });
}

/** Throws on text that `planToText` did not write. */
export function planFromText(text: string): InvoicePlan {
  return JSON.parse(text, (_key, value: unknown) => {
    const isObject = typeof value === "object" && value !== null;
    return isObject && MARK in value ? decimal(String(value[MARK])) : value;
  }) as InvoicePlan;
}

/** The plan that an intent sends or has sent. */
export function planOfIntent({ follows: { plan } }: Pick<Intent, "follows">) {
  return plan === undefined ? undefined : planFromText(plan);
}
