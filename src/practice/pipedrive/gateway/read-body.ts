/** The body of a request by its content type (JSON, a form, or multipart with one file), checked against the definitions. */
import type { Request } from "../../http.ts";
import { invalid, Refusal, unknownParameter } from "../answers.ts";
import type { Json } from "../call.ts";
import type { Operation } from "../contract.ts";
import { isDate } from "../times.ts";

/** Under the name of a file's part: what was sent. */
export type SentFile = { name: string; type: string; bytes: Buffer };

/** `items` when the body is an array: operations take it from there. */
export async function readBody(request: Request, operation: Operation): Promise<Json> {
  if (!operation.body) return {};
  const value = await parse(request, operation.body.type);
  if (operation.body.type === "multipart/form-data") return value as Json;
  const findings = await findingsOf(operation, value);
  const [first] = findings;
  if (first) {
    if (operation.version === "v1")
      throw new Refusal(
        400,
        findings.map(({ field, problem }) => `${field}: ${problem}`).join("; "),
      );
    const unknown = findings.find(({ isUnknown }) => isUnknown);
    throw unknown ? unknownParameter(unknown.field) : invalid(first.field, first.problem);
  }
  return Array.isArray(value) ? { items: value } : (value as Json);
}

type Finding = { field: string; problem: string; isUnknown: boolean };
let loading: ReturnType<typeof loadValidators> | undefined;

/** Loaded with the first body. v1 takes numbers as text (docs/pipedrive.md 2.2). */
async function loadValidators() {
  const { default: ajv } = await import("ajv");
  const options = {
    strict: false,
    allErrors: true,
    logger: false,
    formats: { date: isDate },
  } as const;
  return { v1: new ajv.Ajv({ ...options, coerceTypes: true }), v2: new ajv.Ajv(options) };
}

/** What is wrong with a body, each with its place: `prices[0].price`. */
async function findingsOf({ version, body }: Operation, value: unknown): Promise<Finding[]> {
  loading ??= loadValidators();
  const validate = (await loading)[version].compile(body?.schema ?? {});
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, keyword, params, message = "" }) => {
    const { missingProperty, additionalProperty } = params as Record<string, string | undefined>;
    const last = missingProperty ?? additionalProperty;
    const path = [...instancePath.split("/").slice(1), ...(last === undefined ? [] : [last])];
    const field = path.map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`)).join("");
    return {
      field: field.replace(/^\./, "") || "body",
      problem: missingProperty === undefined ? message : "is required",
      isUnknown: keyword === "additionalProperties",
    };
  });
}

async function parse(request: Request, type: string): Promise<unknown> {
  const sent = request.headers["content-type"] ?? "";
  if (type === "multipart/form-data") return multipart(request, sent);
  if (sent.startsWith("application/x-www-form-urlencoded"))
    return Object.fromEntries(new URLSearchParams(request.body.toString()));
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
