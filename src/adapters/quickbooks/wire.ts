/**
 * From QuickBooks' JSON to values: parsed, never cast. A member without a value is absent, so everything but keys is optional (docs/quickbooks.md 0);
 * unknown members are passed over. Amounts are taken from JSON numbers by their shortest decimal text.
 */
import * as v from "valibot";
import type { BillAddress } from "../../domain/address.ts";
import type { Customer, Item, ItemType, NameHolder } from "../../domain/books.ts";
import { PdqbError } from "../../domain/errors.ts";
import { type Decimal, decimal } from "../../domain/money/money.ts";

/**
 * A body that is not what was asked for. `what` ends the sentence "QuickBooks answered with …". Where a request is still known the
 * client adds its trace id; rows that are read later leave as they are: either way nothing is believed.
 */
export class UnexpectedAnswer extends PdqbError {
  readonly what: string;

  constructor(what: string) {
    super("unavailable", "QuickBooks gave an answer that cannot be understood.", {
      reason: `QuickBooks answered with ${what}.`,
      retry: false,
      isAboutOne: true,
    });
    this.what = what;
  }
}

/** Throws unless every object is one of those that were asked for. */
export function onlyAsked<T>(
  objects: T[],
  asked: readonly string[],
  idOf: (object: T) => string,
): T[] {
  const wanted = new Set(asked);
  if (objects.every((object) => wanted.has(idOf(object)))) return objects;
  throw new UnexpectedAnswer("another object than the one that was asked for");
}

/** The same of one object. */
export function asAsked<T>(object: T, asked: string, idOf: (object: T) => string): T {
  onlyAsked([object], [asked], idOf);
  return object;
}

export function parse<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  what: string,
): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const path = v.getDotPath(result.issues[0]) ?? "";
  throw new UnexpectedAnswer(`${what} that cannot be read${path && ` (at ${path})`}`);
}

/** Is told what could not be read, and of which id if that is known. */
export type Skip = (what: string, id?: string) => void;

/** The rows that can be read, of a list to look at or to choose from. Never of one that decides: there a row that is missing does harm. */
export function readableRows<T>(
  rows: unknown[],
  read: (row: unknown) => T,
  { skip }: { skip: Skip },
): T[] {
  return rows.flatMap((row) => {
    try {
      return [read(row)];
    } catch (error) {
      if (!(error instanceof UnexpectedAnswer)) throw error;
      const named = v.safeParse(v.object({ Id: id }), row);
      if (named.success) skip(`${error.what}, id ${named.output.Id}`, named.output.Id);
      else skip(error.what);
      return [];
    }
  });
}

/** Text that may be absent, null or empty: all three are null. */
export const text = v.pipe(
  v.nullish(v.string(), null),
  v.transform((value) => (value === "" ? null : value)),
);
/** A text that is only shown: one of another form counts as absent. */
export const shown = v.fallback(text, null);
/** A moment that a calendar has: times are reckoned with. */
export const moment = v.pipe(
  v.string(),
  v.check((value) => !Number.isNaN(Date.parse(value)), "Not a time"),
);
/** The same, or none. */
export const time = v.pipe(
  text,
  v.check((value) => value === null || !Number.isNaN(Date.parse(value)), "Not a time"),
);
export const flag = v.nullish(v.boolean());
export const id = v.pipe(v.string(), v.nonEmpty());

/** A JSON number, or decimal text, as a decimal. */
export const amount = v.pipe(
  v.union([v.pipe(v.number(), v.finite()), v.pipe(v.string(), v.regex(/^-?\d+(\.\d+)?$/))]),
  v.transform((value): Decimal => decimal(value)),
);
export const maybeAmount = v.nullish(amount, null);

/** `{"value":"417","name":"…"}`; absent is null. */
export const reference = v.nullish(v.object({ value: v.string(), name: shown }), null);

/** Rows of a query; the entity's member is absent when nothing was found (docs/quickbooks.md 7). Without a name: whichever list is there. */
export function queryRows(body: unknown, entity?: string): unknown[] {
  const { QueryResponse } = parse(
    v.object({ QueryResponse: v.record(v.string(), v.unknown()) }),
    body,
    "a query result",
  );
  const found = Object.entries(QueryResponse).find(
    ([name, value]) => Array.isArray(value) && (!entity || name === entity),
  );
  return found ? (found[1] as unknown[]) : [];
}

export function queryCount(body: unknown): number {
  const schema = v.object({ QueryResponse: v.object({ totalCount: v.number() }) });
  return parse(schema, body, "a count").QueryResponse.totalCount;
}

export function batchItems(body: unknown): { bId: string; [member: string]: unknown }[] {
  const schema = v.object({ BatchItemResponse: v.array(v.looseObject({ bId: v.string() })) });
  return parse(schema, body, "a batch result").BatchItemResponse;
}

const addressSchema = v.object({
  Line1: text,
  Line2: text,
  Line3: text,
  Line4: text,
  Line5: text,
  City: text,
  CountrySubDivisionCode: text,
  PostalCode: text,
  Country: text,
});

function toAddress(wire: v.InferOutput<typeof addressSchema>): BillAddress {
  return {
    lines: [wire.Line1, wire.Line2, wire.Line3, wire.Line4, wire.Line5].filter((l) => l !== null),
    city: wire.City,
    region: wire.CountrySubDivisionCode,
    postalCode: wire.PostalCode,
    country: wire.Country,
  };
}

const customerSchema = v.object({
  Id: id,
  DisplayName: shown,
  FullyQualifiedName: shown,
  ParentRef: reference,
  BillWithParent: flag,
  Active: flag,
  CurrencyRef: reference,
  SyncToken: text,
  PrimaryEmailAddr: v.nullish(v.object({ Address: text }), null),
  BillAddr: v.nullish(addressSchema, null),
  ShipAddr: v.nullish(addressSchema, null),
  SalesTermRef: reference,
  Taxable: flag,
  TaxExemptionReasonId: v.nullish(v.union([v.string(), v.number()]), null),
  PrimaryTaxIdentifier: text,
  ResaleNum: text,
  GSTIN: text,
});

/** docs/quickbooks.md 9. */
export function toCustomer(wire: unknown): Customer {
  const customer = parse(customerSchema, wire, "a customer");
  const name = customer.DisplayName ?? "";
  const reason = customer.TaxExemptionReasonId;
  return {
    id: customer.Id,
    syncToken: customer.SyncToken ?? "",
    name,
    fullName: customer.FullyQualifiedName ?? name,
    parentId: customer.ParentRef?.value ?? null,
    billWithParent: customer.BillWithParent ?? false,
    active: customer.Active ?? true,
    currency: customer.CurrencyRef?.value ?? null,
    email: customer.PrimaryEmailAddr?.Address ?? null,
    address: customer.BillAddr ? toAddress(customer.BillAddr) : null,
    shipAddress: customer.ShipAddr ? toAddress(customer.ShipAddr) : null,
    termId: customer.SalesTermRef?.value ?? null,
    taxable: customer.Taxable ?? null,
    exemptionReasonId: reason === null || reason === "" ? null : String(reason),
    taxIds: {
      registration: customer.PrimaryTaxIdentifier,
      resale: customer.ResaleNum,
      gstin: customer.GSTIN,
    },
  };
}

export function toNameHolder(list: NameHolder["list"], wire: unknown): NameHolder {
  const schema = v.object({
    Id: id,
    DisplayName: text,
    FullyQualifiedName: text,
    ParentRef: reference,
    Active: flag,
  });
  const holder = parse(schema, wire, "a name");
  return {
    list,
    id: holder.Id,
    name: holder.FullyQualifiedName ?? holder.DisplayName ?? "",
    isSubCustomer: holder.ParentRef !== null,
    active: holder.Active ?? true,
  };
}

const ITEM_TYPES: readonly string[] = ["Service", "NonInventory", "Inventory", "Category", "Group"];

const itemSchema = v.object({
  Id: id,
  Name: shown,
  FullyQualifiedName: shown,
  Sku: text,
  Type: text,
  Active: flag,
  UnitPrice: maybeAmount,
});

/** docs/quickbooks.md 10. */
export function toItem(wire: unknown): Item {
  const item = parse(itemSchema, wire, "an item");
  const name = item.Name ?? "";
  return {
    id: item.Id,
    name,
    fullName: item.FullyQualifiedName ?? name,
    sku: item.Sku,
    type: ITEM_TYPES.includes(item.Type ?? "") ? (item.Type as ItemType) : "Other",
    active: item.Active ?? true,
    unitPrice: item.UnitPrice,
  };
}
