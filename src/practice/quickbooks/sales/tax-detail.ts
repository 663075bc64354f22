/** The tax of a document as its TxnTaxDetail says it (docs/quickbooks.md 4.4). */
import { Decimal } from "decimal.js";
import type { JsonObject } from "../json.ts";

export type Rate = { id: string; percent: Decimal };
export type Tax = { rate: Rate; tax: Decimal; net: Decimal };
export type TaxResult = { total: Decimal; detail: JsonObject; isForced?: boolean };

export const zeroTax = (): TaxResult => ({ total: new Decimal(0), detail: { TotalTax: 0 } });

export function detailOf(total: Decimal, taxes: Tax[]): JsonObject {
  return {
    TotalTax: total.toNumber(),
    TaxLine: taxes.map(({ rate, tax, net }) => taxLine(rate, tax, net)),
  };
}

function taxLine(rate: Rate, tax: Decimal, net: Decimal): JsonObject {
  return {
    Amount: tax.toNumber(),
    DetailType: "TaxLineDetail",
    TaxLineDetail: {
      TaxRateRef: { value: rate.id },
      PercentBased: true,
      TaxPercent: rate.percent.toNumber(),
      NetAmountTaxable: net.toNumber(),
    },
  };
}
