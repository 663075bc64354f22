/** The body of a request by its content type: JSON, a form, or multipart with one file. */
import type { Request } from "../../http.ts";
import { invalid, Refusal, unknownParameter } from "../answers.ts";
import type { Json } from "../call.ts";
import { checkSchema, UNKNOWN_MEMBER } from "../check-schema.ts";
import type { Operation } from "../contract.ts";

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
