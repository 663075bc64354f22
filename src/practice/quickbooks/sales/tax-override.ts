/** Tax lines that were sent beside the lines that they tax, outside the US (docs/quickbooks.md 4.4, 17). */
import type { Decimal } from "decimal.js";
import type { Books } from "../books.ts";
import { business } from "../fault.ts";
import { amountAt, decimalAt, type JsonObject, objectAt, objectsAt, refAt } from "../json.ts";
import { sum } from "../money.ts";
import type { TaxResult } from "./tax-detail.ts";

export type SentTax = {
  detail: JsonObject | undefined;
  isUpdate: boolean;
  /** This request named it; else it is what the books have kept. */
  isSent: boolean;
};

/** A new document keeps a tax that differs from the computed one; in an update a figure that no longer fits collides. */
export function withSentTax(books: Books, sent: SentTax, computed: TaxResult): TaxResult {
  const taxLines = objectsAt(sent.detail ?? {}, "TaxLine");
  const setting = sent.isUpdate ? "quickbooks.stale_tax_detail" : "quickbooks.tax_override";
  const isIgnored = books.settings(setting) === "ignore";
  if (taxLines.length === 0 || isIgnored) return computed;
  const given = new Map(taxLines.map((line) => [rateOf(line), line]));
  const own = objectsAt(computed.detail, "TaxLine");
  const isKnown = [...given.keys()].every((rate) => own.some((line) => rateOf(line) === rate));
  if (!isKnown) {
    const isSame = sum(taxLines.map((line) => amountAt(line, "Amount"))).eq(computed.total);
    if (isSame) return computed;
    throw mismatch();
  }
  const lines = own.map((line) => {
    const taxLine = given.get(rateOf(line));
    return taxLine ? overridden(line, differenceOf(books, sent, taxLine, line)) : line;
  });
  const total = sum(lines.map((line) => amountAt(line, "Amount")));
  if (total.eq(computed.total)) return computed;
  return { total, detail: { TotalTax: total.toNumber(), TaxLine: lines }, isForced: true };
}

const mismatch = () =>
  business("The tax amounts in TxnTaxDetail do not match the tax of the lines.", "TxnTaxDetail");

function rateOf(line: JsonObject): string | undefined {
  return refAt(objectAt(line, "TaxLineDetail") ?? {}, "TaxRateRef");
}

/** By how much the tax is to differ from the computed one. */
function differenceOf(
  books: Books,
  { isUpdate, isSent }: SentTax,
  given: JsonObject,
  computed: JsonObject,
): Decimal {
  const named = decimalAt(objectAt(given, "TaxLineDetail") ?? {}, "OverrideDeltaAmount");
  const difference = amountAt(given, "Amount").minus(amountAt(computed, "Amount"));
  if (isUpdate && !isSent) return named ?? difference.times(0);
  const isStale = isUpdate && !difference.eq(named ?? 0);
  const isRefused = !isUpdate && books.settings("quickbooks.tax_override") === "6000";
  if (!difference.isZero() && (isStale || isRefused)) throw mismatch();
  return difference;
}

function overridden(line: JsonObject, difference: Decimal): JsonObject {
  if (difference.isZero()) return line;
  return {
    ...line,
    Amount: amountAt(line, "Amount").plus(difference).toNumber(),
    TaxLineDetail: {
      ...objectAt(line, "TaxLineDetail"),
      OverrideDeltaAmount: difference.toNumber(),
    },
  };
}
