/** Change data capture: at most 30 days back and 1,000 objects, deleted ones last in their short form (docs/quickbooks.md 8.1). */
import { type Books, deletedTable, ENTITIES, type EntityName, table } from "./books.ts";
import { wireOf } from "./company.ts";
import { badQuery, missing, refusal } from "./fault.ts";
import { instant, pacificTime } from "./times.ts";
import type { JsonObject } from "./values.ts";

const DAYS_MAX = 30;
const OBJECTS_MAX = 1000;
const NOT_CAPTURED: EntityName[] = [
  ...(["TaxAgency", "TaxCode", "TaxRate", "CompanyInfo", "Preferences", "ExchangeRate"] as const),
];

export function changesSince(books: Books, query: URLSearchParams): JsonObject {
  const names = (query.get("entities") ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  if (names.length === 0) throw missing("entities");
  const text = query.get("changedSince");
  if (!text) throw missing("changedSince");
  const since = sinceOf(books, text);
  const entities = names.map((name) => {
    const entity = ENTITIES.find((one) => one.toLowerCase() === name.toLowerCase());
    if (!entity || NOT_CAPTURED.includes(entity))
      throw refusal("2000", `Object Name: ${name}`, "entities");
    return entity;
  });
  let room = OBJECTS_MAX;
  const responses = entities.map((entity): JsonObject => {
    const changed = changesOf(books, entity, since).slice(0, room);
    room -= changed.length;
    if (changed.length === 0) return {};
    const { length } = changed;
    return { [entity]: changed, startPosition: 1, maxResults: length, totalCount: length };
  });
  return { CDCResponse: [{ QueryResponse: responses }] };
}

/** Seconds since 1970. */
function sinceOf(books: Books, text: string): number {
  // An offset whose plus sign was not encoded arrives with a blank.
  const at = instant(text.replace(/ (\d{2}:?\d{2})$/, "+$1"));
  if (at === undefined) throw badQuery(`Invalid changedSince : ${text}`);
  const earliest = books.now.getTime() - DAYS_MAX * 86_400_000;
  if (at >= earliest) return at / 1000;
  if (books.settings("cdc_too_old") === "window") return earliest / 1000;
  throw badQuery(`changedSince must be within the last ${DAYS_MAX} days`);
}

function changesOf(books: Books, entity: EntityName, since: number): JsonObject[] {
  const live = table(books, entity)
    .all()
    .filter((row) => row.updated >= Math.floor(since))
    .sort((a, b) => a.updated - b.updated)
    .map((row) => wireOf(books, row));
  const deleted = deletedTable(books)
    .all()
    .filter((row) => row.entity === entity && row.at >= Math.floor(since))
    .sort((a, b) => a.at - b.at)
    .map((row) => ({
      status: "Deleted",
      domain: "QBO",
      Id: row.entityId,
      MetaData: { LastUpdatedTime: pacificTime(new Date(row.at * 1000)) },
    }));
  return [...live, ...deleted];
}
