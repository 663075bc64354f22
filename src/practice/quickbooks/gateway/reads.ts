/** Reads: by query or change feed, or of one thing: an entity, a rate, the settings (docs/quickbooks.md 6, 7, 8.1, 11). */
import type { Request } from "../../http.ts";
import { type Books, ENTITIES, type EntityName, table } from "../books.ts";
import { changesSince } from "../cdc.ts";
import { preferences, readEntity, realmOf } from "../company.ts";
import { readExchangeRate } from "../exchange-rates.ts";
import { badMediaType, NoSuchPath, notFound, refusal, unsupported } from "../fault.ts";
import { runQuery } from "../query/run.ts";
import type { JsonObject } from "../values.ts";
import type { Metered, ReadContext } from "../write-context.ts";

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
  if (!/^(\d+|TAX|NON)$/.test(id))
    throw refusal("2030", `Id should be a valid number. Supplied value:${id}`, "Id");
  return readEntity(books, entity, id);
}

/** A query, a change feed, or one entity. */
export function answerRead(
  request: Request,
  context: ReadContext,
  { resource, id }: { resource: string; id: string | undefined },
): Metered {
  const read = (members: JsonObject): Metered => ({
    answer: { status: 200, members },
    core: 0,
    corePlus: 1,
  });
  if (resource === "query" && id === undefined)
    return read({ QueryResponse: runQuery(context, statementOf(request)) });
  if (resource === "cdc" && id === undefined)
    return read(changesSince(context.books, request.query));
  return read(readResource(request, context.books, entityNamed(resource), id));
}

/** In the address, as a body of text, or as a form (docs/quickbooks.md 7). */
function statementOf(request: Request): string {
  if (request.method === "GET") return request.query.get("query") ?? "";
  if (request.method !== "POST") throw new NoSuchPath();
  const type = request.headers["content-type"] ?? "";
  const text = request.body.toString("utf8");
  // A form is reported to work as well, though no page names it.
  if (/^application\/x-www-form-urlencoded\b/i.test(type))
    return new URLSearchParams(text).get("query") ?? "";
  if (/^(application\/text|text\/plain)\b/i.test(type)) return text;
  throw badMediaType(type);
}

/** Whose resource it is: paths are in lower case. */
export function entityNamed(resource: string): EntityName {
  const entity = ENTITIES.find((name) => name.toLowerCase() === resource);
  if (!entity) throw new NoSuchPath();
  return entity;
}
