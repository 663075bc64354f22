/** What may be asked for and sorted by, per entity (the table of docs/quickbooks.md 7). */
import { type Books, ENTITIES, type EntityName, type EntityRow } from "../books.ts";
import type { Contract } from "../contract.ts";
import { badQuery } from "../fault.ts";
import { amountAt, type JsonObject, objectAt, refAt, textAt } from "../values.ts";

type Kind = "id" | "text" | "number" | "date" | "time" | "boolean" | "ref";
export type Property = {
  kind: Kind;
  isFilterable: boolean;
  isSortable: boolean;
  /** What is compared; undefined is a member without a value. */
  value(row: EntityRow): string | number | boolean | undefined;
};

/** `name:kind:fs`; f filterable, s sortable. */
const TABLE: Record<EntityName, string> = {
  Invoice:
    "CustomerRef:ref:f DocNumber:text:fs TxnDate:date:fs DueDate:date:fs Balance:number:fs SalesTermRef:ref:f ProjectRef:ref:f TotalAmt:number:f",
  CreditMemo:
    "CustomerRef:ref:f DocNumber:text:fs TxnDate:date:fs Balance:number:f TotalAmt:number:f",
  Payment:
    "CustomerRef:ref:f TxnDate:date:fs TotalAmt:number:f PaymentRefNum:text:f PaymentMethodRef:ref:f",
  Customer:
    "DisplayName:text:fs GivenName:text:fs MiddleName:text:fs FamilyName:text:fs FullyQualifiedName:text:fs CompanyName:text:fs PrimaryEmailAddr:text:fs Active:boolean:f BalanceWithJobs:number:fs",
  Vendor:
    "DisplayName:text:fs GivenName:text:fs MiddleName:text:fs FamilyName:text:fs CompanyName:text:fs Active:boolean:f",
  Employee:
    "DisplayName:text:fs GivenName:text:fs MiddleName:text:fs FamilyName:text:fs Active:boolean:f",
  Item: "Name:text:fs Type:text:fs FullyQualifiedName:text:f Active:boolean:f Taxable:boolean:f SubItem:boolean:f Sku:text:fs UnitPrice:number:s PurchaseCost:number:s",
  Term: "Name:text:fs Active:boolean:fs",
  TaxCode: "Name:text:fs Description:text:fs Active:boolean:f",
  TaxRate: "Name:text:fs Description:text:fs AgencyRef:ref:fs Active:boolean:fs",
  TaxAgency: "DisplayName:text:fs",
  CompanyCurrency: "Active:boolean:fs Code:text:f Name:text:f",
  Account:
    "Name:text:fs FullyQualifiedName:text:fs AccountType:text:fs AccountSubType:text:fs Active:boolean:fs",
  Class: "Name:text:fs FullyQualifiedName:text:fs Active:boolean:fs",
  Department: "Name:text:fs FullyQualifiedName:text:fs Active:boolean:fs",
  PaymentMethod: "Name:text:fs Active:boolean:fs",
  ExchangeRate: "SourceCurrencyCode:text:f AsOfDate:date:f",
  CompanyInfo: "",
  Preferences: "",
};

const EVERYWHERE: Record<string, Property> = {
  Id: { kind: "id", isFilterable: true, isSortable: true, value: (row) => row.id },
  "MetaData.CreateTime": {
    kind: "time",
    isFilterable: true,
    isSortable: true,
    value: (row) => row.created,
  },
  "MetaData.LastUpdatedTime": {
    kind: "time",
    isFilterable: true,
    isSortable: true,
    value: (row) => row.updated,
  },
};

function propertiesOf(entity: EntityName): Record<string, Property> {
  const own = TABLE[entity].split(" ").filter(Boolean);
  return { ...EVERYWHERE, ...Object.fromEntries(own.map(propertyOf)) };
}

function propertyOf(entry: string): [string, Property] {
  const [name = "", kind = "text", marks = ""] = entry.split(":");
  return [
    name,
    {
      kind: kind as Kind,
      isFilterable: marks.includes("f"),
      isSortable: marks.includes("s"),
      value: ({ wire }) => memberValue(wire, name, kind as Kind),
    },
  ];
}

function memberValue(
  wire: JsonObject,
  name: string,
  kind: Kind,
): string | number | boolean | undefined {
  if (kind === "ref") return refAt(wire, name);
  if (kind === "number")
    return wire[name] === undefined ? undefined : amountAt(wire, name).toNumber();
  if (kind === "boolean") return typeof wire[name] === "boolean" ? wire[name] : undefined;
  const email = name === "PrimaryEmailAddr" ? objectAt(wire, name) : undefined;
  return email ? textAt(email, "Address") : textAt(wire, name);
}

/** Lower case is known to work for entities (node-quickbooks sends them so); properties by the setting. */
export function entityNamed(name: string): EntityName {
  const entity = ENTITIES.find((one) => one.toLowerCase() === name.toLowerCase());
  if (!entity) throw badQuery(`invalid context declaration: ${name}`);
  return entity;
}

/** The members of an entity that a statement names, in the case that the settings ask for. */
export function propertyFinder(
  { books, contract }: { books: Books; contract: Contract },
  entity: EntityName,
) {
  const properties = propertiesOf(entity);
  const isExact = books.settings("query_property_case") === "exact";
  const member = (wanted: string): void => {
    if (!contract.hasMember(entity, wanted, isExact))
      throw badQuery(`Property ${wanted} not found for Entity ${entity}`);
  };
  const named = (wanted: string): { property: Property; name: string } => {
    const name = Object.keys(properties).find((one) =>
      isExact ? one === wanted : one.toLowerCase() === wanted.toLowerCase(),
    );
    const property = name === undefined ? undefined : properties[name];
    if (name !== undefined && property) return { property, name };
    member(wanted);
    throw badQuery(`property '${wanted}' is not queryable`);
  };
  return {
    /** Throws where the entity has no such member. */
    member,
    filterable(wanted: string): { property: Property; name: string } {
      const { property, name } = named(wanted);
      if (!property.isFilterable || isRefusedByMail(books, entity, name))
        throw badQuery(`property '${name}' is not queryable`);
      return { property, name };
    },
    sortable(wanted: string): Property {
      const { property, name } = named(wanted);
      if (!property.isSortable) throw badQuery(`property '${name}' is not sortable`);
      return property;
    },
  };
}

/** Whether customers can be asked for by e-mail is told both ways (docs/quickbooks.md 17). */
function isRefusedByMail(books: Books, entity: EntityName, name: string): boolean {
  const isMail = entity === "Customer" && name === "PrimaryEmailAddr";
  return isMail && books.settings("customer_by_email") === "refuse";
}
