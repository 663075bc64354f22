/**
 * What QuickBooks says when it refuses (docs/quickbooks.md 12). Decided on the code and never on the text, which follows the company's language.
 * Faults come as JSON in two spellings, as XML whatever was asked for, as plain text, and also inside HTTP 200.
 */
import { type ErrorKind, ServiceError } from "../../domain/errors.ts";
import { type Answer, answerError, type FailedCall } from "../http/faults.ts";

export type Fault = { type: string; errors: { code: string; text: string }[] };

/** The fault in a body, or undefined if there is none. */
function readFault(raw: string): Fault | undefined {
  const start = raw.trimStart();
  if (start.startsWith("<")) return xmlFault(start);
  try {
    return jsonFault(JSON.parse(start));
  } catch {
    return undefined;
  }
}

/** From a parsed body, or from an item of a batch: `Fault`/`fault`, `Error`/`error` as a list or alone. */
export function jsonFault(body: unknown): Fault | undefined {
  const fault = member(body, "Fault") ?? member(body, "fault");
  if (typeof fault !== "object" || fault === null) return undefined;
  const listed = member(fault, "Error") ?? member(fault, "error") ?? [];
  const errors = (Array.isArray(listed) ? listed : [listed]).map((error) => ({
    code: textOf(member(error, "code")),
    text: [
      textOf(member(error, "Message") ?? member(error, "message")),
      textOf(member(error, "Detail") ?? member(error, "detail")),
    ]
      .filter((text) => text !== "")
      .join(": "),
  }));
  return { type: textOf(member(fault, "type")), errors };
}

function xmlFault(raw: string): Fault | undefined {
  const type = /<Fault\b[^>]*\btype="([^"]*)"/.exec(raw);
  const errors = [...raw.matchAll(/<Error\b([^>]*)>([\s\S]*?)<\/Error>/g)].map(
    ([, attributes = "", inner = ""]) => ({
      code: /\bcode="([^"]*)"/.exec(attributes)?.[1] ?? "",
      text: ["Message", "Detail"]
        .map((name) => new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(inner)?.[1] ?? "")
        .filter((text) => text !== "")
        .join(": "),
    }),
  );
  return type || errors.length > 0 ? { type: type?.[1] ?? "", errors } : undefined;
}

/** Codes with one meaning whatever the status was. */
const KIND_OF_CODE: Record<string, ErrorKind> = {
  // Authentication: token, removed person, wrong cluster, wrong environment or realm.
  "3200": "connection",
  "100": "connection",
  "120": "connection",
  "130": "connection",
  "3100": "connection",
  // Throttled (429, in old logs 403), company locked, under maintenance.
  "3001": "unavailable",
  "140": "unavailable",
  "150": "unavailable",
};

/** The error for an answer that is not a success. `raw`: the body as it came. */
export function faultError(call: FailedCall, answer: Answer, raw: string): ServiceError {
  return errorOf(call, answer, readFault(raw), raw);
}

export function errorOf(
  call: FailedCall,
  answer: Answer,
  fault: Fault | undefined,
  raw = "",
): ServiceError {
  const codes = fault?.errors.map((error) => error.code).filter((code) => code !== "") ?? [];
  const unclear = isUnclear(call, answer.status, fault, codes);
  const kind = unclear ? undefined : kindOf(call, answer.status, codes);
  return answerError(call, {
    status: answer.status,
    headers: answer.headers,
    traceId: answer.traceId,
    codes,
    reason: codes.includes("3001") ? LIMIT_REACHED : wordsOf(fault, raw),
    fate: unclear ? "unclear" : "refused",
    ...(kind && { kind }),
    ...(kind === "connection" && { next: ["pdqb connect quickbooks"] }),
    again: mayRepeat(answer, codes),
  });
}

/** In place of Intuit's own words, which are for programmers. */
const LIMIT_REACHED = "the request limit was reached and this request was not carried out";

function wordsOf(fault: Fault | undefined, raw: string): string {
  return fault ? fault.errors.map((error) => error.text).join("; ") : withoutMarkup(raw);
}

/**
 * 5xx and system faults prove nothing. 600 says that the `requestid` was seen before, so the write may be there
 * (docs/quickbooks.md 3). A success status without a fault is judged by who reads the body.
 */
function isUnclear(
  call: FailedCall,
  status: number,
  fault: Fault | undefined,
  codes: string[],
): boolean {
  if (status >= 500 || status === 408 || (status >= 300 && status < 400)) return true;
  if (fault?.type === "SystemFault" || codes.includes("10000")) return true;
  if (call.effect === "write" && codes.includes("600")) return true;
  return status < 300 && fault === undefined;
}

function kindOf(call: FailedCall, status: number, codes: string[]): ErrorKind | undefined {
  if (call.effect === "read" && codes.includes("610")) return "not_found";
  for (const code of codes) if (KIND_OF_CODE[code]) return KIND_OF_CODE[code];
  if (status === 401) return "connection";
  // By the status alone: 404, 429; every other fault is a refusal, also in HTTP 200.
  return status === 404 || status === 429 ? undefined : "refused";
}

/** A 429 without a code and without a date is the month's quota: asking again does not help (docs/quickbooks.md 12.2). */
function mayRepeat(answer: Answer, codes: string[]): boolean {
  if (codes.includes("3001")) return true;
  if (answer.status === 429) return answer.headers["retry-after"] !== undefined;
  return answer.status >= 500;
}

/** The last answer of a call. */
export function answerOf(call: FailedCall): Answer {
  return call.answer ?? { status: 0, headers: {}, traceId: undefined };
}

function withoutMarkup(raw: string): string {
  return raw
    .slice(0, 2_000)
    .replace(/<(script|style)[\s\S]*?<\/\1>/gi, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .slice(0, 200);
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** 401 with 100, 120 or 130 is about the realm or the person and is not cured by a new token (docs/quickbooks.md 12.2). */
export function isStaleToken(error: unknown): boolean {
  return (
    error instanceof ServiceError &&
    error.status === 401 &&
    !error.codes.some((code) => ["100", "120", "130"].includes(code))
  );
}
