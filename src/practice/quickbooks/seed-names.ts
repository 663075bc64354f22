/** Customers, vendors, employees and items of a practice company, through the same rules that a client's writes pass. */
import type { SeedBooks, SeedCustomer } from "../companies/quickbooks-company.ts";
import { type Books, insert } from "./books.ts";
import { compact, type JsonObject } from "./json.ts";
import { completeItem } from "./lists/items.ts";
import { completePerson } from "./lists/people.ts";
import { addressMembers } from "./seed-company.ts";
import { serverDate } from "./times.ts";

export function seedNames(books: Books, seed: SeedBooks): void {
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
