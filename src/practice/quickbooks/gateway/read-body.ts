/** A JSON body, or 2010 for what is none (docs/quickbooks.md 2). */
import type { Request } from "../../http.ts";
import { Fault, unknownMember } from "../fault.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";

export function readJson(request: Request): JsonObject {
  const type = request.headers["content-type"] ?? "";
  if (!/^application\/json\b/i.test(type)) {
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
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(request.body);
  } catch {
    throw unknownMember("Invalid UTF-8 middle byte");
  }
  try {
    const body: Json = JSON.parse(text);
    if (isObject(body)) return body;
  } catch {
    // Told below, like any other text that is no object.
  }
  throw unknownMember("Unexpected end-of-input or character in the JSON");
}
