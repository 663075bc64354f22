/** What the lines of a document hold: which tax code one has, and the discount of the whole, which is a line too (docs/quickbooks.md 4.2, 4.4). */
import { type Books, refTo, table } from "../books.ts";
import { salesForms } from "../company.ts";
import { badReference, badValue, business, negativeLine, refusal } from "../fault.ts";
import {
  cents,
  compact,
  decimalAt,
  type JsonObject,
  objectAt,
  refAt,
  textAt,
  ZERO,
} from "../values.ts";
import type { Discount } from "./tax-detail.ts";

export type LineTax = { isUs: boolean; isApplicable: boolean; isCustomerTaxable: boolean };

export function lineTaxCode(
  books: Books,
  tax: LineTax,
  detail: JsonObject,
  item: JsonObject | undefined,
): string | undefined {
  const code = refAt(detail, "TaxCodeRef");
  if (tax.isUs) {
    if (code === undefined)
      return item?.["Taxable"] === true && tax.isCustomerTaxable ? "TAX" : "NON";
    if (code !== "TAX" && code !== "NON") throw badTaxCode(code);
    return code;
  }
  if (code === undefined) {
    if (!tax.isApplicable) return undefined;
    throw business("Make sure all your transactions have a VAT rate before you save.");
  }
  if (code === "TAX" || code === "NON") throw badTaxCode(code);
  const row = table(books, "TaxCode").get(code);
  if (!row) throw badReference("TaxCodes", code);
  if (row.wire["Active"] === false || !row.wire["SalesTaxRateList"])
    throw refusal(
      "6470",
      "You either selected a tax on a transaction that's not allowed, or haven't specified a tax rate.",
      "Line",
    );
  return code;
}

const badTaxCode = (code: string) =>
  refusal("6100", `Invalid Line TaxCode in the request. Supplied value:${code}`, "TaxCodeRef");

export function readDiscount(line: JsonObject, books: Books): Discount {
  if (salesForms(books)["AllowDiscount"] !== true)
    throw business("Discounts are turned off in this company's sales settings.");
  const detail = objectAt(line, "DiscountLineDetail") ?? {};
  const isPercent = detail["PercentBased"] === true;
  const percent = isPercent ? decimalAt(detail, "DiscountPercent") : undefined;
  const amount = decimalAt(line, "Amount");
  if ((isPercent && !percent) || (!isPercent && !amount))
    throw refusal("6090", "A discount amount or percent is required.", "Line");
  if (amount?.isNegative() || percent?.isNegative()) throw negativeLine();
  if (percent?.gt(100)) throw badValue("2150", "Line", percent);
  const accountId =
    refAt(detail, "DiscountAccountRef") ?? textAt(salesForms(books), "DefaultDiscountAccount");
  const account = accountId === undefined ? undefined : table(books, "Account").get(accountId);
  if (accountId !== undefined && !account) throw badReference("Accounts", accountId);
  return {
    percent,
    amount: cents(amount ?? ZERO),
    wire: compact({
      Description: line["Description"],
      DetailType: "DiscountLineDetail",
      DiscountLineDetail: compact({
        PercentBased: isPercent,
        DiscountPercent: percent?.toNumber(),
        DiscountAccountRef: account && refTo(account),
      }),
    }),
  };
}
