/**
 * Checks a JSON value against the schemas of the definitions, with the two rules that OpenAPI alone does not state:
 * unknown members are refused in v2, and numbers in text are refused (docs/pipedrive.md 2.2). v1 takes both (`isLenient`).
 */

import type { Request } from "../../http.ts";
import { invalid, Refusal, unknownParameter } from "../answers.ts";
import type { Json } from "../call.ts";
import type { Operation, Schema } from "../contract.ts";
import { isDate } from "../times.ts";

type Finding = { field: string; problem: string };
/** What is found of a member that an object does not have. */
const UNKNOWN_MEMBER = "is not allowed";
type Rules = { isLenient: boolean };

function checkSchema(schema: Schema, value: unknown, rules: Rules, at = ""): Finding[] {
  const field = at || "body";
  if (value === null) {
    return allowsNull(schema) || rules.isLenient ? [] : [{ field, problem: "must not be null" }];
  }
  if (schema.oneOf) {
    const isAny = schema.oneOf.some((each) => checkSchema(each, value, rules, at).length === 0);
    return isAny ? [] : [{ field, problem: "has a wrong type" }];
  }
  if (schema.properties || schema.allOf) return checkObject(merge(schema), value, rules, at);
  if (schema.type === "object") return checkObject({ ...OPEN, ...schema }, value, rules, at);
  if (schema.type === "array") {
    if (!Array.isArray(value)) return [{ field, problem: "must be an array" }];
    return value.flatMap((entry, index) =>
      checkSchema(schema.items ?? {}, entry, rules, `${at}[${index}]`),
    );
  }
  const problem = checkScalar(schema, value, rules);
  return problem ? [{ field, problem }] : [];
}

const OPEN: Schema = { additionalProperties: true, properties: {} };

/** The members of all parts of an `allOf` together: closedness only makes sense over the whole. */
function merge(schema: Schema): Schema {
  if (!schema.properties && !schema.allOf) return schema;
  const parts = (schema.allOf ?? []).map(merge);
  const scalar = parts.find((part) => part.enum ?? (part.type && part.type !== "object"));
  if (scalar && !schema.properties) return scalar;
  const required = [schema, ...parts].flatMap((part) => part.required ?? []);
  return {
    ...schema,
    properties: Object.assign({}, ...parts.map((part) => part.properties), schema.properties),
    required: [...new Set(required)],
    additionalProperties:
      parts.find((part) => part.additionalProperties)?.additionalProperties ??
      schema.additionalProperties ??
      false,
  };
}

function allowsNull(schema: Schema): boolean {
  return schema.nullable === true || (schema.allOf ?? []).some((part) => part.nullable === true);
}

function checkObject(schema: Schema, value: unknown, rules: Rules, at: string): Finding[] {
  if (schema.type && schema.type !== "object") return checkSchema(schema, value, rules, at);
  if (typeof value !== "object" || Array.isArray(value)) {
    return [{ field: at || "body", problem: "must be an object" }];
  }
  const members = value as Record<string, unknown>;
  const name = (key: string): string => (at ? `${at}.${key}` : key);
  const missing = (schema.required ?? [])
    .filter((key) => members[key] === undefined)
    .map((key) => ({ field: name(key), problem: "is required" }));
  const wrong = Object.entries(members).flatMap(([key, entry]) => {
    const own = Object.hasOwn(schema.properties ?? {}, key) ? schema.properties?.[key] : undefined;
    if (own) return checkSchema(own, entry, rules, name(key));
    if (typeof schema.additionalProperties === "object") {
      return checkSchema(schema.additionalProperties, entry, rules, name(key));
    }
    if (schema.additionalProperties || rules.isLenient) return [];
    return [{ field: name(key), problem: UNKNOWN_MEMBER }];
  });
  return [...missing, ...wrong];
}

function checkScalar(schema: Schema, value: unknown, rules: Rules): string | undefined {
  const number = rules.isLenient && typeof value === "string" ? Number(value) : value;
  switch (schema.type) {
    case "integer":
      if (!Number.isSafeInteger(number)) return "must be an integer";
      break;
    case "number":
      if (typeof number !== "number" || !Number.isFinite(number)) return "must be a number";
      break;
    case "boolean":
      if (typeof value !== "boolean" && !(rules.isLenient && (number === 0 || number === 1))) {
        return "must be a boolean";
      }
      break;
    case "string":
      if (typeof value !== "string") return "must be a string";
      if (schema.minLength !== undefined && value.length < schema.minLength) return "is too short";
      if (schema.maxLength !== undefined && value.length > schema.maxLength) return "is too long";
      if (schema.format === "date" && !isDate(value)) return "must be a date like 2026-11-30";
      break;
  }
  if (schema.enum && !schema.enum.includes(schema.type === "string" ? value : number)) {
    return `must be one of: ${schema.enum.join(", ")}`;
  }
  return undefined;
}

/** Under the name of a file's part: what was sent. */
export type SentFile = { name: string; type: string; bytes: Buffer };

/** `items` when the body is an array: operations take it from there. */
export async function readBody(request: Request, operation: Operation): Promise<Json> {
  if (!operation.body) return {};
  const isLenient = operation.version === "v1";
  const value = await parse(request, operation.body.type);
  const { body } = operation;
  if (body.type === "multipart/form-data") return value as Json;
  const findings = checkSchema(body.schema, value, { isLenient });
  if (findings.length > 0) {
    const text = findings.map(({ field, problem }) => `${field}: ${problem}`).join("; ");
    if (isLenient) throw new Refusal(400, text);
    const unknown = findings.find(({ problem }) => problem === UNKNOWN_MEMBER);
    if (unknown) throw unknownParameter(unknown.field);
    throw invalid(findings[0]?.field ?? "body", text.replace(/^[^:]*: /, ""));
  }
  return Array.isArray(value) ? { items: value } : (value as Json);
}

async function parse(request: Request, type: string): Promise<unknown> {
  const sent = request.headers["content-type"] ?? "";
  if (type === "multipart/form-data") return multipart(request, sent);
  if (sent.startsWith("application/x-www-form-urlencoded")) {
    return Object.fromEntries(new URLSearchParams(request.body.toString()));
  }
  if (request.body.length === 0) return {};
  try {
    return JSON.parse(request.body.toString());
  } catch {
    throw new Refusal(400, "Bad request: the body is not JSON");
  }
}

async function multipart(request: Request, sent: string): Promise<Json> {
  if (!sent.startsWith("multipart/form-data")) throw new Refusal(400, "No files were uploaded");
  const answer = new Response(new Uint8Array(request.body), { headers: { "content-type": sent } });
  try {
    const parts = [...(await answer.formData()).entries()];
    return Object.fromEntries(
      await Promise.all(
        parts.map(async ([name, part]) => [
          name,
          typeof part === "string" ? part : await readFile(part),
        ]),
      ),
    ) as Json;
  } catch {
    throw new Refusal(400, "Bad request: the form cannot be read");
  }
}

async function readFile(part: File): Promise<SentFile> {
  return { name: part.name, type: part.type, bytes: Buffer.from(await part.arrayBuffer()) };
}
