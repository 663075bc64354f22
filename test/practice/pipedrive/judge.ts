/**
 * The official definitions as a judge of their own: a JSON Schema validator that knows nothing of the practice services, over the
 * same reduced definitions. Every answer that goes through the SDK is held against its operation's schema. One thing the
 * definitions leave out, and their own examples show: any member but an id may be null (docs/pipedrive.md 3.1).
 */
import { Ajv, type ValidateFunction } from "ajv";
import v1 from "../../../src/practice/contracts/pipedrive-v1.json" with { type: "json" };
import v2 from "../../../src/practice/contracts/pipedrive-v2.json" with { type: "json" };

type Json = Record<string, unknown>;
type Operation = { id: string; method: string; path: string; answers: Record<string, unknown> };

/** OpenAPI 3.0 says `nullable` beside the type, JSON Schema says it in the type. */
function toJsonSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(toJsonSchema);
  if (typeof schema !== "object" || schema === null) return schema;
  const { nullable, enum: values, type, ...rest } = schema as Json;
  const own = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [name, toJsonSchema(value)]),
  );
  const types = typeof type === "string" ? { type: nullable ? [type, "null"] : type } : {};
  const choices = Array.isArray(values) ? { enum: nullable ? [...values, null] : values } : {};
  return { ...own, ...types, ...choices };
}

const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true, verbose: true });

export const OPERATIONS: (Operation & { version: "v1" | "v2" })[] = [
  ...(v1.operations as unknown as Operation[]).map((one) => ({ ...one, version: "v1" as const })),
  ...(v2.operations as unknown as Operation[]).map((one) => ({ ...one, version: "v2" as const })),
];

const validators = new Map<string, ValidateFunction>();

/** The operation of a request and what is wrong with its answer; undefined for an address that the definitions do not have. */
export function judge(
  method: string,
  url: string,
  status: number,
  body: unknown,
): { id: string; faults: string[] } | undefined {
  const path = new URL(url, "http://localhost").pathname;
  const [, version, rest] = /^\/(?:api\/)?(v1|v2)(\/.*)$/.exec(path) ?? [];
  const parts = rest?.split("/") ?? [];
  const fitting = OPERATIONS.filter(
    (one) =>
      one.version === version &&
      one.method === method.toUpperCase() &&
      one.path.split("/").length === parts.length &&
      one.path.split("/").every((part, at) => part.startsWith("{") || part === parts[at]),
  ).sort((one, other) => one.path.split("{").length - other.path.split("{").length);
  const [operation] = fitting;
  if (!operation) return undefined;
  const schema = operation.answers[String(status)];
  const id = `${operation.version} ${operation.id}`;
  if (schema === undefined) return { id, faults: [] };
  const key = `${id} ${status}`;
  const validate = validators.get(key) ?? ajv.compile(toJsonSchema(schema) as object);
  validators.set(key, validate);
  if (validate(body)) return { id, faults: [] };
  return {
    id,
    faults: (validate.errors ?? [])
      .filter(({ data }) => data !== null)
      .map((error) => `${error.instancePath} ${error.message}`),
  };
}
