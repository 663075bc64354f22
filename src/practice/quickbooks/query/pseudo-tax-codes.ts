/** In a US company three pseudo codes come first and do not count against MAXRESULTS (docs/quickbooks.md 16.2). */
import type { Books } from "../books.ts";
import { isUs } from "../company.ts";
import type { JsonObject } from "../json.ts";
import type { Statement } from "./parse.ts";

const PSEUDO: JsonObject[] = [
  { Id: "TAX", Name: "TAX", Description: "TAX", Taxable: true, TaxGroup: false },
  { Id: "NON", Name: "NON", Description: "NON", Taxable: false, TaxGroup: false },
  {
    Id: "CustomSalesTax",
    Name: "CustomSalesTax",
    Description: "CustomSalesTax",
    Taxable: true,
    TaxGroup: false,
  },
];
const META = {
  CreateTime: "2014-09-18T12:17:04-07:00",
  LastUpdatedTime: "2014-09-18T12:17:04-07:00",
};

export function pseudoTaxCodes(books: Books, { conditions, start }: Statement): JsonObject[] {
  const isEveryPage = books.settings("quickbooks.pseudo_tax_codes") === "every";
  if (!isUs(books) || (start !== 1 && !isEveryPage)) return [];
  return PSEUDO.filter((code) =>
    conditions.every(({ property, operator, values }) => {
      if (property.toLowerCase() === "active")
        return values.some((value) => value.toLowerCase() === "true");
      const member = Object.keys(code).find(
        (name) => name.toLowerCase() === property.toLowerCase(),
      );
      const value = String(code[member ?? ""] ?? "").toLowerCase();
      const wanted = values.map((one) => one.toLowerCase());
      return (operator === "=" || operator === "in") && wanted.includes(value);
    }),
  ).map((code) => ({ ...code, MetaData: META }));
}
