/** Reads of one thing: an entity, a rate, the settings, and by query or change feed (docs/quickbooks.md 6, 7, 8.1, 11). */
import type { Request } from "../../http.ts";
import { ENTITIES, type EntityName } from "../books.ts";
import { changesSince } from "../cdc.ts";
import { Fault, NoSuchPath } from "../fault.ts";
import type { JsonObject } from "../json.ts";
import { runQuery } from "../query/run.ts";
import type { ReadContext } from "../write-context.ts";
import { readResource } from "./read-entity.ts";
import type { Metered } from "./request-ids.ts";

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
  throw new Fault(
    {
      code: "2010",
      message: "Request has invalid or unsupported property",
      detail: `Unsupported Media Type : ${type || "none"}`,
    },
    "ValidationFault",
    415,
  );
}

/** Whose resource it is: paths are in lower case. */
export function entityNamed(resource: string): EntityName {
  const entity = ENTITIES.find((name) => name.toLowerCase() === resource);
  if (!entity) throw new NoSuchPath();
  return entity;
}
