/** The body of a write, in JSON or in XML; 2010 for what is neither (docs/quickbooks.md 2, 17). */
import type { Request } from "../../http.ts";
import type { Contract } from "../contract.ts";
import { Fault, unknownMember } from "../fault.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { readXml } from "./read-xml.ts";

/** `entity`: what the path says that it is. */
export function readBody(request: Request, contract: Contract, entity: string): JsonObject {
  const type = request.headers["content-type"] ?? "";
  const isXml = /^(application|text)\/xml\b/i.test(type);
  if (!isXml && !/^application\/json\b/i.test(type)) {
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
  if (isXml) return readXml(text, contract, entity);
  try {
    const body: Json = JSON.parse(text);
    if (isObject(body)) return body;
  } catch {
    // Told below, like any other text that is no object.
  }
  throw unknownMember("Unexpected end-of-input or character in the JSON");
}
