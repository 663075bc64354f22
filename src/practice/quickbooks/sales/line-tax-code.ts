/** Which tax code a line has: TAX or NON in the US, the id of a code of the company elsewhere (docs/quickbooks.md 4.4). */
import { type Books, table } from "../books.ts";
import { badReference, business, refusal } from "../fault.ts";
import { type JsonObject, refAt } from "../json.ts";

export type LineTax = { isUs: boolean; isApplicable: boolean; isCustomerTaxable: boolean };

export function lineTaxCode(
  books: Books,
  tax: LineTax,
  detail: JsonObject,
  item: JsonObject | undefined,
): string | undefined {
  const code = refAt(detail, "TaxCodeRef");
  if (tax.isUs) {
    if (code === undefined) {
      return item?.["Taxable"] === true && tax.isCustomerTaxable ? "TAX" : "NON";
    }
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
  if (row.wire["Active"] === false || !row.wire["SalesTaxRateList"]) {
    throw refusal(
      "6470",
      "TaxLiabilityAccount or TaxRateError",
      "You either selected a tax on a transaction that's not allowed, or haven't specified a tax rate.",
      "Line",
    );
  }
  return code;
}

const badTaxCode = (code: string) =>
  refusal(
    "6100",
    "Invalid Line TaxCode in the request",
    `Invalid Line TaxCode in the request. Supplied value:${code}`,
    "TaxCodeRef",
  );
