/**
 * Path and query parameters against the definitions. v2 refuses names it does not know and values of a wrong type;
 * v1 ignores the names it does not know (docs/pipedrive.md 2.2). The 100-id and 15-key limits are in the texts of the definitions.
 */
import { invalid, unknownParameter } from "./answers.ts";
import type { Query, QueryValue } from "./call.ts";
import type { Operation, Parameter } from "./contract.ts";
import { isDate, isMoment } from "./times.ts";

/** Parameters whose text is a list with commas; the definitions type most of them as one literal. */
const TEXT_LISTS = new Set(["fields", "status"]);
const MOMENTS = new Set(["updated_since", "updated_until"]);
/** What the definitions have and this service does not. */
const UNSERVED = new Set(["include_fields", "include_labels"]);
const IDS_MAX = 100;
const CUSTOM_FIELDS_MAX = 15;

export function checkQuery(operation: Operation, sent: URLSearchParams): Query {
  const known = new Map(
    operation.parameters.filter((each) => each.in === "query").map((each) => [each.name, each]),
  );
  const query: Query = {};
  for (const name of new Set(sent.keys())) {
    if (name === "api_token") continue;
    const parameter = known.get(name);
    if (!parameter) {
      if (operation.version === "v1") continue;
      throw unknownParameter(name);
    }
    if (UNSERVED.has(name)) throw invalid(name, "is not served by the practice Pipedrive");
    query[name] = readParameter(operation, parameter, sent.getAll(name));
  }
  for (const parameter of known.values()) {
    if (parameter.required && query[parameter.name] === undefined)
      throw invalid(parameter.name, "is required");
  }
  return query;
}

export function checkPath(operation: Operation, path: Record<string, string>): void {
  for (const parameter of operation.parameters.filter((each) => each.in === "path")) {
    const text = path[parameter.name] ?? "";
    if (parameter.schema.type === "integer") integer(parameter.name, text);
  }
}

function readParameter(operation: Operation, parameter: Parameter, texts: string[]): QueryValue {
  const { name, schema } = parameter;
  if (schema.type === "array") return idList(name, texts.join(","));
  const text = texts[0] ?? "";
  if (texts.length > 1) throw invalid(name, "must be given once");
  switch (schema.type) {
    case "integer":
      return bounded(name, integer(name, text), operation.version);
    case "number":
      return integer(name, text);
    case "boolean":
      if (text !== "true" && text !== "false") throw invalid(name, "must be a boolean");
      return text === "true";
    default:
      return readText(operation, parameter, text);
  }
}

function readText(operation: Operation, { name, schema }: Parameter, text: string): QueryValue {
  if (name === "ids") return idList(name, text);
  if (name === "custom_fields") {
    if (text.split(",").length > CUSTOM_FIELDS_MAX)
      throw invalid(name, `must not hold more than ${CUSTOM_FIELDS_MAX} keys`);
    return text;
  }
  if (schema.enum) {
    const words = new Set(schema.enum.flatMap((word) => String(word).split(",")));
    const given = TEXT_LISTS.has(name) ? text.split(",").map((word) => word.trim()) : [text];
    const wrong = given.find((word) => !words.has(word));
    if (wrong !== undefined) throw invalid(name, `must be one of: ${[...words].join(", ")}`);
    return given.join(",");
  }
  if (MOMENTS.has(name) && operation.version === "v2" && !isMoment(text))
    throw invalid(name, "must be a time like 2026-10-02T07:41:00Z");
  if (schema.format === "date" && !isDate(text)) throw invalid(name, "must be a date");
  return text;
}

function integer(name: string, text: string): number {
  if (!/^-?\d{1,15}$/.test(text)) throw invalid(name, "must be an integer");
  return Number(text);
}

/** v2 refuses a limit above 500; v1 cuts it down silently. */
function bounded(name: string, value: number, version: string): number {
  if (name !== "limit" || version === "v1") return value;
  if (value < 1 || value > 500) throw invalid(name, "must be from 1 to 500");
  return value;
}

function idList(name: string, text: string): number[] {
  const ids = text.split(",").map((part) => integer(name, part.trim()));
  if (ids.length > IDS_MAX) throw invalid(name, `must not hold more than ${IDS_MAX} ids`);
  return ids;
}
