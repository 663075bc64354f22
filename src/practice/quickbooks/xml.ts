/** The XML form of an answer, which is what a request without `Accept: application/json` gets (docs/quickbooks.md 2, 16.2). */
import { isObject, type Json, type JsonObject } from "./json.ts";

const ATTRIBUTES = new Set(
  "domain sparse status startPosition maxResults totalCount code element type name bId".split(" "),
);
const NAMESPACE = 'xmlns="http://schema.intuit.com/finance/v3"';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

export function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

export function xmlAnswer(answer: JsonObject): string {
  const { time, ...members } = answer;
  const body = Object.entries(members).map(([name, value]) => element(name, value));
  const stamp = time === undefined ? "" : ` time="${escapeXml(String(time))}"`;
  return `${DECLARATION}<IntuitResponse ${NAMESPACE}${stamp}>${body.join("")}</IntuitResponse>`;
}

function element(name: string, value: Json): string {
  if (Array.isArray(value)) return value.map((one) => element(name, one)).join("");
  if (!isObject(value)) return `<${name}>${escapeXml(String(value ?? ""))}</${name}>`;
  const attributes = Object.entries(value).filter(
    ([member, content]) => ATTRIBUTES.has(member) && !isObject(content),
  );
  const opening = attributes
    .map(([member, content]) => ` ${member}="${escapeXml(String(content ?? ""))}"`)
    .join("");
  const content = isReference(value)
    ? escapeXml(String(value["value"]))
    : Object.entries(value)
        .filter((entry) => !attributes.some(([member]) => member === entry[0]))
        .map(([member, inner]) => element(member, inner))
        .join("");
  return `<${name}${opening}>${content}</${name}>`;
}

/** A reference, and CustomerMemo likewise, is its value as text. */
function isReference(value: JsonObject): boolean {
  return (
    "value" in value &&
    Object.keys(value).every(
      (member) => member === "value" || member === "name" || member === "type",
    )
  );
}
