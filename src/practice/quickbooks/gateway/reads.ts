/** Reads of one thing: an entity, a rate, the settings, and by query or change feed (docs/quickbooks.md 6, 7, 8.1, 11). */
import type { Request } from "../../http.ts";
import { type Books, ENTITIES, type EntityName, table } from "../books.ts";
import { changesSince } from "../cdc.ts";
import { preferences, realmOf } from "../company.ts";
import { readExchangeRate } from "../exchange-rates.ts";
import { NoSuchPath, notFound, refusal, unsupported } from "../fault.ts";
import type { JsonObject } from "../json.ts";
import { readEntity, type WriteContext } from "../operations.ts";
import type { Metered } from "./request-ids.ts";
import { answerQuery } from "./statement.ts";

/** A query, a change feed, or one entity. */
export function answerRead(
  request: Request,
  context: WriteContext,
  { resource, id }: { resource: string; id: string | undefined },
): Metered {
  const read = (members: JsonObject): Metered => ({
    answer: { status: 200, members },
    core: 0,
    corePlus: 1,
  });
  if (resource === "query" && id === undefined) return read(answerQuery(request, context));
  if (resource === "cdc" && id === undefined)
    return read(changesSince(context.books, request.query));
  return read(readResource(request, context.books, entityNamed(resource), id));
}

/** Whose resource it is: paths are in lower case. */
export function entityNamed(resource: string): EntityName {
  const entity = ENTITIES.find((name) => name.toLowerCase() === resource);
  if (!entity) throw new NoSuchPath();
  return entity;
}

function readResource(
  request: Request,
  books: Books,
  entity: EntityName,
  id: string | undefined,
): JsonObject {
  if (entity === "ExchangeRate") return { ExchangeRate: readExchangeRate(books, request.query) };
  if (entity === "Preferences") return { Preferences: preferences(books) };
  if (entity === "CompanyInfo") {
    if (id !== realmOf(books) && id !== "1") throw notFound();
    return { CompanyInfo: table(books, "CompanyInfo").get("1")?.wire ?? {} };
  }
  if (id === undefined) throw unsupported("read without an id");
  if (!/^(\d+|TAX|NON)$/.test(id)) {
    throw refusal("2030", "Invalid ID", `Id should be a valid number. Supplied value:${id}`, "Id");
  }
  return readEntity(books, entity, id);
}
