/** Sales tax in the US: the engine finds the rates of a place, or the company picks one group of rates (docs/quickbooks.md 4.4, 17). */
import type { Decimal } from "decimal.js";
import { type Books, type EntityRow, table } from "../books.ts";
import { companyInfo, type TaxMode } from "../company.ts";
import { badReference, refusal } from "../fault.ts";
import {
  cents,
  decimalAt,
  type JsonObject,
  objectAt,
  refAt,
  sum,
  textAt,
  ZERO,
} from "../values.ts";
import {
  detailOf,
  discountShares,
  type ItemLine,
  percentOf,
  salesRates,
  shared,
  type TaxResult,
} from "./tax-detail.ts";

export type UsTaxInput = {
  lines: ItemLine[];
  /** What the tax is lowered by; zero when tax is taken before the discount. */
  discount: Decimal;
  sent: JsonObject | undefined;
  shipTo: JsonObject | undefined;
  isExempt: boolean;
  isUpdate: boolean;
};

/** Taxed before the discount unless ApplyTaxAfterDiscount. The engine overrides what was sent, unless both code and total were. */
export function usTax(books: Books, mode: TaxMode, input: UsTaxInput): TaxResult {
  if (mode === "off") return { total: ZERO, detail: { TotalTax: 0 } };
  const code = sentCode(books, input);
  const applied = mode === "automated" ? engineCode(books, input.shipTo) : code;
  const nets = input.isExempt ? [] : taxedNets(input);
  const rates = nets.length > 0 ? salesRates(books, applied) : [];
  const net = sum(nets);
  const of = (amount: Decimal) => cents(amount.times(percentOf(rates)).dividedBy(100));
  const computed = books.settings("tax.rounding") === "per_line" ? sum(nets.map(of)) : of(net);
  // State, county and city share what their rates come to together; how the real engine rounds each of them is not known.
  const all = shared(rates, computed, net);
  const forced = input.sent && decimalAt(input.sent, "TotalTax");
  if (forced && code !== undefined) {
    const detail = { TxnTaxCodeRef: { value: code }, ...detailOf(cents(forced), all) };
    return { total: cents(forced), detail, isForced: true };
  }
  const shown = applied ?? (mode === "automated" ? homeCode(books)?.id : undefined);
  if (shown === undefined) return { total: ZERO, detail: { TotalTax: 0 } };
  return {
    total: computed,
    detail: { TxnTaxCodeRef: { value: shown }, ...detailOf(computed, all) },
  };
}

function sentCode(books: Books, { sent, isUpdate }: UsTaxInput): string | undefined {
  const code = refAt(sent ?? {}, "TxnTaxCodeRef");
  if (code === "CustomSalesTax")
    throw refusal(
      isUpdate ? "6230" : "6160",
      "The specified CustomSalesTax ID can't be used.",
      "TxnTaxDetail",
    );
  if (code !== undefined && !table(books, "TaxCode").get(code))
    throw badReference("TaxCodes", code);
  return code;
}

function taxedNets({ lines, discount }: UsTaxInput): Decimal[] {
  const goods = lines.filter((line) => !line.isShipping);
  const shares = discountShares(goods, discount, true);
  return goods.flatMap((line, index) =>
    line.taxCode === "TAX" ? [line.amount.minus(shares[index] ?? ZERO)] : [],
  );
}

/** By the place that the goods go to: its city, else its state; nothing for a state in which the company has no nexus. */
function engineCode(books: Books, shipTo: JsonObject | undefined): string | undefined {
  const state = shipTo && textAt(shipTo, "CountrySubDivisionCode");
  if (state === undefined) return homeCode(books)?.id;
  return codeOfPlace(books, state, textAt(shipTo ?? {}, "City"))?.id;
}

/** The code of the company's own address. */
function homeCode(books: Books): EntityRow | undefined {
  const home = objectAt(companyInfo(books), "CompanyAddr") ?? {};
  return codeOfPlace(books, textAt(home, "CountrySubDivisionCode") ?? "", textAt(home, "City"));
}

function codeOfPlace(books: Books, state: string, city: string | undefined): EntityRow | undefined {
  const codes = table(books, "TaxCode").all();
  const at = (place: JsonObject) =>
    codes.find(
      ({ hidden }) =>
        hidden && hidden["state"] === place["state"] && hidden["city"] === place["city"],
    );
  return (city === undefined ? undefined : at({ state, city })) ?? at({ state });
}
