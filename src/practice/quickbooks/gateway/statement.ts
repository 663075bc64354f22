/** The statement of a query: in the address, as a body of text, or as a form (docs/quickbooks.md 7). */
import type { Request } from "../../http.ts";
import { Fault, NoSuchPath } from "../fault.ts";
import type { JsonObject } from "../json.ts";
import type { WriteContext } from "../operations.ts";
import { runQuery } from "../query/run.ts";

export function answerQuery(request: Request, context: WriteContext): JsonObject {
  return { QueryResponse: runQuery(context, statementOf(request)) };
}

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
