/** The books of one company: tables of entities as they go on the wire, and the few facts that most rules need. */
import type { Row, State, Table } from "../state.ts";
import { missing, notFound, stale } from "./fault.ts";
import { type Settings, settingsOf } from "./settings.ts";
import { pacificTime } from "./times.ts";
import { compact, type JsonObject, objectAt, textAt } from "./values.ts";

export const ENTITIES = [
  ...(["Account", "Class", "CompanyCurrency", "CompanyInfo", "CreditMemo", "Customer"] as const),
  ...(["Department", "Employee", "ExchangeRate", "Invoice", "Item", "Payment"] as const),
  ...(["PaymentMethod", "Preferences", "TaxAgency", "TaxCode", "TaxRate", "Term"] as const),
  "Vendor",
] as const;
export type EntityName = (typeof ENTITIES)[number];
/** What payments and credits settle. */
export type Settled = "Invoice" | "CreditMemo";

/** `hidden`: what the books know and the wire does not show. `created` and `updated`: seconds since 1970. */
export type EntityRow = Row & {
  entity: EntityName;
  wire: JsonObject;
  created: number;
  updated: number;
  hidden?: JsonObject;
};
export type DeletedRow = Row & {
  entity: EntityName;
  entityId: string;
  at: number;
  number?: string;
};
export type CompanyRow = Row & { realm: string; name: string };

export type Books = { state: State; now: Date; settings: Settings };

/** The books of earlier days under the default settings, whatever is set: what is put in at the start is the same for everybody. */
export function booksAt(state: State, now: Date): (daysAgo: number) => Books {
  const settings = settingsOf({ setting: () => "" });
  const on = (daysAgo: number) => new Date(now.getTime() - daysAgo * 86_400_000);
  return (daysAgo) => ({ state, now: on(daysAgo), settings });
}

export function table(books: Books, entity: EntityName): Table<EntityRow> {
  return books.state.table<EntityRow>(`qb.${entity}`);
}
export function deletedTable(books: Books): Table<DeletedRow> {
  return books.state.table<DeletedRow>("qb.deleted");
}
export function companyTable(books: Pick<Books, "state">): Table<CompanyRow> {
  return books.state.table<CompanyRow>("qb.company");
}

/** Customers, vendors and employees share one sequence of ids, and so do transactions. */
const ID_GROUPS: { sequence: string; first: number; entities: EntityName[] }[] = [
  { sequence: "names", first: 450, entities: ["Customer", "Vendor", "Employee"] },
  { sequence: "transactions", first: 3200, entities: ["Invoice", "Payment", "CreditMemo"] },
];

function nextId(books: Books, entity: EntityName): string {
  const group = ID_GROUPS.find(({ entities }) => entities.includes(entity)) ?? {
    sequence: entity,
    first: 100,
    entities: [entity],
  };
  for (;;) {
    const id = String(books.state.next(`qb.ids.${group.sequence}`, group.first));
    if (group.entities.every((name) => !table(books, name).get(id))) return id;
  }
}

/** Puts a new entity. `id` is for a seed alone. */
export function insert(
  books: Books,
  entity: EntityName,
  members: JsonObject,
  extra: { id?: string; hidden?: JsonObject } = {},
): EntityRow {
  const id = extra.id ?? nextId(books, entity);
  const time = pacificTime(books.now);
  const seconds = Math.floor(books.now.getTime() / 1000);
  const wire = {
    ...members,
    domain: "QBO",
    sparse: false,
    Id: id,
    SyncToken: "0",
    MetaData: { CreateTime: time, LastUpdatedTime: time },
  };
  const row: EntityRow = { id, entity, wire, created: seconds, updated: seconds };
  if (extra.hidden) row.hidden = extra.hidden;
  table(books, entity).put(row);
  return row;
}

/** Puts new members in the place of all old ones. A change moves SyncToken and LastUpdatedTime unless `isQuiet`. */
export function replace(
  books: Books,
  row: EntityRow,
  members: JsonObject,
  change: { hidden?: JsonObject; isQuiet?: boolean; keepsToken?: boolean } = {},
): EntityRow {
  const { SyncToken = "0", MetaData } = row.wire;
  const token = change.isQuiet || change.keepsToken ? SyncToken : String(Number(SyncToken) + 1);
  const times = change.isQuiet
    ? MetaData
    : { ...objectAt(row.wire, "MetaData"), LastUpdatedTime: pacificTime(books.now) };
  const next: EntityRow = {
    ...row,
    wire: compact({
      ...members,
      domain: "QBO",
      sparse: false,
      Id: row.id,
      SyncToken: token,
      MetaData: times,
    }),
    updated: change.isQuiet ? row.updated : Math.floor(books.now.getTime() / 1000),
  };
  const hidden = change.hidden ?? row.hidden;
  if (hidden) next.hidden = hidden;
  table(books, row.entity).put(next);
  return next;
}

export function remove(books: Books, row: EntityRow): void {
  table(books, row.entity).delete(row.id);
  const number = textAt(row.wire, "DocNumber");
  deletedTable(books).put({
    id: `${row.entity}/${row.id}`,
    entity: row.entity,
    entityId: row.id,
    at: Math.floor(books.now.getTime() / 1000),
    ...(number !== undefined && { number }),
  });
}

/** The row that a body with Id and SyncToken means; 5010 when somebody else was faster (docs/quickbooks.md 6). */
export function rowToChange(books: Books, entity: EntityName, body: JsonObject): EntityRow {
  const id = textAt(body, "Id");
  if (id === undefined) throw missing("Id");
  const row = table(books, entity).get(id);
  if (!row) throw notFound();
  const token = textAt(body, "SyncToken");
  if (token === undefined) throw missing("SyncToken");
  if (token !== row.wire["SyncToken"]) throw stale();
  return row;
}

export function isActive(row: EntityRow): boolean {
  return row.wire["Active"] !== false;
}

/** What names a row elsewhere: its id, and its name as it is there. */
export const refTo = ({ id, wire }: EntityRow, name = "FullyQualifiedName"): JsonObject => ({
  ...{ value: id, name: textAt(wire, name) ?? "" },
});
