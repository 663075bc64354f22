/** The lists of a practice company: accounts, terms, classes, locations, currencies, tax codes. */
import type { SeedBooks, SeedRate, SeedTaxCode } from "../companies/quickbooks-company.ts";
import { type Books, type EntityName, insert, table } from "./books.ts";
import { compact, type JsonObject, textAt } from "./json.ts";
import { completePlain } from "./lists/plain-lists.ts";

export function seedLists(books: Books, seed: SeedBooks): void {
  const put = (entity: EntityName, members: JsonObject, id?: string) =>
    insert(books, entity, completePlain(books, entity, members, undefined), id ? { id } : {});
  for (const { id, name, type, subType } of seed.accounts)
    put("Account", { Name: name, AccountType: type, AccountSubType: subType }, id);
  for (const { id, name, days } of seed.terms) put("Term", { Name: name, DueDays: days }, id);
  for (const name of seed.classes) put("Class", placed(books, "Class", name));
  for (const name of seed.locations) put("Department", placed(books, "Department", name));
  for (const name of ["Bank transfer", "Cash"]) put("PaymentMethod", { Name: name });
  for (const code of seed.currencies) put("CompanyCurrency", { Code: code });
  if (seed.taxCodes.length > 0) seedTaxCodes(books, seed);
}

/** `Parent:Child`, whose parent is there already. */
function placed(books: Books, entity: EntityName, path: string): JsonObject {
  const [name = "", ...above] = path.split(":").reverse();
  const parentName = above.reverse().join(":");
  const parent = table(books, entity)
    .all()
    .find(({ wire }) => textAt(wire, "FullyQualifiedName") === parentName);
  return compact({ Name: name, ParentRef: parent && { value: parent.id } });
}

const ratesOf = (code: SeedTaxCode): SeedRate[] =>
  "rates" in code
    ? code.rates
    : [{ id: String(Number(code.id) + 10), name: code.name, percent: code.percent }];

function seedTaxCodes(books: Books, seed: SeedBooks): void {
  insert(books, "TaxAgency", { DisplayName: seed.taxAgency }, { id: "1" });
  const rates = new Map(seed.taxCodes.flatMap(ratesOf).map((rate) => [rate.id, rate]));
  for (const rate of rates.values()) insert(books, "TaxRate", rateMembers(rate), { id: rate.id });
  for (const code of seed.taxCodes) {
    const { id, place } = code;
    insert(books, "TaxCode", codeMembers(code), { id, ...(place && { hidden: place }) });
  }
}

function rateMembers({ name, percent }: SeedRate): JsonObject {
  return {
    Name: name,
    Description: name,
    Active: true,
    RateValue: percent,
    AgencyRef: { value: "1" },
    EffectiveTaxRate: [{ RateValue: percent, EffectiveDate: "2024-09-01T00:00:00-07:00" }],
    DisplayType: "ReadOnly",
  };
}

function codeMembers(code: SeedTaxCode): JsonObject {
  return {
    Name: code.name,
    Description: code.name,
    Active: true,
    Hidden: false,
    Taxable: ratesOf(code).some(({ percent }) => percent > 0),
    TaxGroup: true,
    SalesTaxRateList: {
      TaxRateDetail: ratesOf(code).map(({ id, name }, order) => ({
        TaxRateRef: { value: id, name },
        TaxTypeApplicable: "TaxOnAmount",
        TaxOrder: order,
      })),
    },
    PurchaseTaxRateList: { TaxRateDetail: [] },
  };
}
