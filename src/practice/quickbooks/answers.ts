/** Answers and faults as they go out: JSON when it was asked for, else XML; the gateway's own form (docs/quickbooks.md 2, 12.1, 16.2). */
import { randomBytes } from "node:crypto";
import { jsonReply, type Reply, type Request } from "../http.ts";
import type { Fault, GatewayFault } from "./fault.ts";
import { pacificTime } from "./times.ts";
import { isObject, type Json, type JsonObject } from "./values.ts";

const ATTRIBUTES = new Set(
  "domain sparse status startPosition maxResults totalCount code element type name bId".split(" "),
);
const NAMESPACE = 'xmlns="http://schema.intuit.com/finance/v3"';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function xmlAnswer(answer: JsonObject): string {
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

function wantsJson(request: Request): boolean {
  return /application\/json|\+json/i.test(request.headers["accept"] ?? "");
}

/** `{"Invoice":{…},"time":"…"}` and its like. */
export function answerReply(request: Request, answer: JsonObject, now: Date, status = 200): Reply {
  const timed = { ...answer, time: pacificTime(now, true) };
  if (wantsJson(request)) return jsonReply(status, timed);
  return xmlReply(status, xmlAnswer(timed));
}

export function faultMember(fault: Fault): JsonObject {
  return {
    Error: fault.errors.map(({ message, detail, code, element }) => ({
      Message: message,
      Detail: detail,
      code,
      ...(element !== undefined && { element }),
    })),
    type: fault.type,
  };
}

export function faultReply(request: Request, fault: Fault, now: Date): Reply {
  return answerReply(request, { Fault: faultMember(fault) }, now, fault.status);
}

export function gatewayReply(request: Request, fault: GatewayFault, now: Date): Reply {
  const { code, message, detail, type } = fault.error;
  if (fault.isXml || !wantsJson(request)) {
    const text = detail === null ? "" : `<Detail>${escapeXml(detail)}</Detail>`;
    const error = `<Error code="${code}"><Message>${escapeXml(message)}</Message>${text}</Error>`;
    return xmlReply(
      fault.status,
      `${DECLARATION}<IntuitResponse time="${pacificTime(now, true)}" ${NAMESPACE}><Fault type="${type}">${error}</Fault></IntuitResponse>`,
    );
  }
  const error: Json = { message, detail, code, element: null };
  return jsonReply(fault.status, {
    ...{ warnings: null, intuitObject: null, fault: { error: [error], type }, report: null },
    ...{ queryResponse: null, batchItemResponse: [], attachableResponse: [] },
    ...{ syncErrorResponse: null, requestId: null, time: now.getTime(), status: null },
    cdcresponse: [],
  });
}

function xmlReply(status: number, body: string): Reply {
  return { status, headers: { "content-type": "application/xml;charset=UTF-8" }, body };
}

/** The correlation id of every answer. */
export function newTid(): string {
  const hex = randomBytes(16).toString("hex");
  return `1-${hex.slice(0, 8)}-${hex.slice(8)}`;
}
