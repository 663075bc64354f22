/** The lists of a practice company, and its customers, vendors, employees and items, through the same rules that a client's writes pass. */
import type {
  SeedAddress,
  SeedBooks,
  SeedCustomer,
  SeedRate,
  SeedTaxCode,
} from "../companies/seed-types.ts";
import { type Books, type EntityName, insert, table } from "./books.ts";
import { completeItem } from "./lists/items.ts";
import { completePerson } from "./lists/people.ts";
import { completePlain } from "./lists/plain-lists.ts";
import { serverDate } from "./times.ts";
import { compact, type JsonObject, textAt } from "./values.ts";

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
  seedNames(books, seed);
}

export function addressMembers(address: SeedAddress): JsonObject {
  return compact({
    Line1: address.line,
    City: address.city,
    CountrySubDivisionCode: address.region,
    PostalCode: address.postalCode,
    Country: address.country,
  });
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

function seedNames(books: Books, seed: SeedBooks): void {
  for (const customer of seed.customers) seedCustomer(books, customer);
  for (const entity of ["Vendor", "Employee"] as const)
    for (const name of entity === "Vendor" ? seed.vendors : seed.employees)
      insert(books, entity, completePerson(books, entity, { DisplayName: name }, undefined));
  for (const item of seed.items) seedItem(books, seed, item);
}

function seedCustomer(books: Books, customer: SeedCustomer): void {
  const { id, name, email, address, shipTo, term, currency, isInactive, parent } = customer;
  const members = compact({
    DisplayName: name,
    CompanyName: parent ? undefined : name,
    PrimaryEmailAddr: email && { Address: email },
    BillAddr: address && addressMembers(address),
    ShipAddr: shipTo && addressMembers(shipTo),
    SalesTermRef: term && { value: term },
    CurrencyRef: currency && { value: currency },
    TaxExemptionReasonId: customer.exemption?.toString(),
    Job: parent && true,
    ParentRef: parent && { value: parent.id },
    BillWithParent: parent?.paysBills,
  } as JsonObject);
  const complete = inactiveIf(isInactive, completePerson(books, "Customer", members, undefined));
  // Only the web app makes projects.
  insert(books, "Customer", parent?.isProject ? { ...complete, IsProject: true } : complete, {
    id,
  });
}

function seedItem(books: Books, seed: SeedBooks, item: SeedBooks["items"][number]): void {
  const { id, name, sku, price, income, stock, bundle, parent } = item;
  const type = item.isCategory ? "Category" : bundle ? "Group" : stock ? "Inventory" : "Service";
  const isSold = type !== "Category" && type !== "Group";
  const members = compact({
    Name: name,
    Sku: sku,
    Type: bundle ? "Category" : type,
    UnitPrice: price,
    // In the US goods are taxed and services are not; elsewhere the line's code decides.
    Taxable: seed.country === "US" && item.isGoods === true,
    IncomeAccountRef: isSold ? { value: income } : undefined,
    ParentRef: parent && { value: parent },
    ...(stock && {
      QtyOnHand: stock.quantity,
      InvStartDate: serverDate(books.now),
      PurchaseCost: stock.cost,
      AssetAccountRef: { value: stock.asset },
      ExpenseAccountRef: { value: stock.expense },
    }),
  } as JsonObject);
  const complete = inactiveIf(item.isInactive, completeItem(books, members, undefined));
  insert(books, "Item", bundle ? { ...complete, ...bundleMembers(bundle) } : complete, { id });
}

/** Only the web app makes bundles (docs/quickbooks.md 10). */
function bundleMembers(bundle: { item: string; quantity: number }[]): JsonObject {
  return {
    Type: "Group",
    PrintGroupedItems: true,
    ItemGroupDetail: {
      ItemGroupLine: bundle.map(({ item, quantity }) => ({
        ItemRef: { value: item },
        Qty: quantity,
      })),
    },
  };
}

function inactiveIf(isInactive: boolean | undefined, members: JsonObject): JsonObject {
  return isInactive ? { ...members, Active: false } : members;
}
