/** The body of a write, in JSON or, as several clients write it, in XML; 2010 for what is neither (docs/quickbooks.md 2, 17). */
import { XMLParser, XMLValidator } from "fast-xml-parser";
import type { Request } from "../../http.ts";
import type { Contract } from "../contract.ts";
import { badMediaType, unknownMember } from "../fault.ts";
import { isObject, type Json, type JsonObject } from "../values.ts";

const TEXT = "#text";
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "",
  textNodeName: TEXT,
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  processEntities: true,
  // Also `&#233;` and the like.
  htmlEntities: true,
});
const BATCH = "IntuitBatchRequest";

/** The members of the entity that the body is, or of a batch. */
function readXml(text: string, contract: Contract, entity: string): JsonObject {
  if (XMLValidator.validate(text) !== true) throw unknownMember("Unreadable XML");
  const document = parser.parse(text) as JsonObject;
  const [name = ""] = Object.keys(document);
  const root = document[name] ?? "";
  if (name === BATCH && isObject(root)) {
    const items = root["BatchItemRequest"] ?? [];
    const list = Array.isArray(items) ? items : [items];
    return { BatchItemRequest: list.map((item) => batchItem(contract, item)) };
  }
  if (name !== entity) throw unknownMember(name);
  const value = elementOf(contract, entity, root);
  return isObject(value) ? value : {};
}

/** An item has attributes, and an entity or a query. */
function batchItem(contract: Contract, item: Json): JsonObject {
  if (!isObject(item)) return {};
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, elementOf(contract, name, value)]),
  );
}

/** An element in the form of its type: a reference is its text, a list is each element of the name. */
function elementOf(contract: Contract, type: string, node: Json): Json {
  const isReference = contract.memberType(type, "value") !== undefined;
  if (!isObject(node)) return isReference && node !== "" ? { value: node } : node;
  const { [TEXT]: text, ...members } = node;
  const named = isReference && text !== undefined ? { value: text } : {};
  const read = Object.entries(members)
    .filter(([member]) => member !== "schemaLocation")
    .map(([member, value]) => [member, memberOf(contract, type, member, value)]);
  return { ...named, ...Object.fromEntries(read) };
}

function memberOf(contract: Contract, type: string, member: string, node: Json): Json {
  const of = contract.memberType(type, member) ?? "string";
  const element = of.replace("[]", "");
  if (!of.endsWith("[]")) return elementOf(contract, element, node);
  return (Array.isArray(node) ? node : [node]).map((one) => elementOf(contract, element, one));
}

/** `entity`: what the path says that it is. */
export function readBody(request: Request, contract: Contract, entity: string): JsonObject {
  const type = request.headers["content-type"] ?? "";
  const isXml = /^(application|text)\/xml\b/i.test(type);
  if (!isXml && !/^application\/json\b/i.test(type)) throw badMediaType(type);
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
