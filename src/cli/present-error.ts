/**
 * Every error in one shape, in words or as one JSON object, on stderr: what happened, why, what to do next; the service's own code
 * and trace id last. Here, and only here, secrets and control characters are taken out of error texts.
 */
import { type ErrorKind, PdqbError, ServiceError } from "../domain/errors.ts";
import { redact } from "../domain/redact.ts";
import { exitCode } from "./exit-codes.ts";
import { fitLines } from "./fit.ts";
import type { Io } from "./io.ts";
import { jsonText } from "./json.ts";
import { nextCommand } from "./next-command.ts";
import { loadPainter, paint } from "./paint.ts";
import { cleanLines } from "./text.ts";

/** `version` and `path` (never the arguments) go into the report of a bug; `argv` into what comes next. */
type ErrorContext = { json: boolean; version: string; path?: string; argv: readonly string[] };

/** Prints the error and returns the exit code. */
export async function presentError(io: Io, error: unknown, shown: ErrorContext): Promise<number> {
  const presented = presentedError(error, shown);
  if (shown.json) io.err(jsonText({ error: presented }));
  else io.err(await inWords(io, presented));
  if (io.debug) io.err(stackOf(error));
  return presented.code;
}

type PresentedError = {
  kind: ErrorKind;
  message: string;
  reason: string;
  next: string[];
  code: number;
  retry: boolean;
  fault?: { service: string; codes: string[]; trace_id: string | null };
};

function presentedError(error: unknown, shown: ErrorContext): PresentedError {
  const known = error instanceof PdqbError ? error : asBug(error, shown);
  const presented: PresentedError = {
    kind: known.kind,
    message: safe(known.message),
    reason: safe(known.reason),
    next: known.next.map((next) => safe(nextCommand(next, shown.argv))),
    code: exitCode(known.kind),
    retry: known.retry,
  };
  const fault = faultOf(known);
  return fault === undefined ? presented : { ...presented, fault };
}

function asBug(error: unknown, { version, path }: ErrorContext): PdqbError {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new PdqbError("bug", "Internal error in pdqb.", {
    reason: [
      message,
      `pdqb ${version}, Node ${process.versions.node}, ${process.platform} ${process.arch}${path ? `, pdqb ${path}` : ""}`,
    ],
    next: ["Please report these lines, with what the same command prints with --debug"],
  });
}

/** The failed request behind an error: itself, or what caused it. */
function faultOf(error: PdqbError): PresentedError["fault"] {
  let cause: unknown = error;
  for (let depth = 0; depth < 5 && cause instanceof Error; depth++) {
    if (cause instanceof ServiceError) {
      const { service, codes, traceId } = cause;
      return { service, codes: codes.map(safe), trace_id: traceId ? safe(traceId) : null };
    }
    cause = cause.cause;
  }
  return undefined;
}

async function inWords(io: Io, presented: PresentedError): Promise<string> {
  const painter = await loadPainter(io.errColor);
  const [first = "", ...more] = presented.message.split("\n");
  const reason = presented.reason === "" ? [] : presented.reason.split("\n");
  const lines = [
    `${paint.red("✗")} ${paint.bold(first)}`,
    ...[...more, ...reason].map((line) => `  ${line}`),
    ...presented.next.map((line, index) => `  ${index === 0 ? "Next:" : "     "} ${line}`),
    ...faultLine(presented.fault),
  ];
  const text = lines.map((line) => `${line.trimEnd()}\n`).join("");
  return painter(io.errIsTerminal ? fitLines(text, io.width) : text);
}

const SERVICE_NAMES: Record<string, [name: string, traceName: string]> = {
  pipedrive: ["Pipedrive", "x-correlation-id"],
  quickbooks: ["QuickBooks", "intuit_tid"],
};

function faultLine(fault: PresentedError["fault"]): string[] {
  if (!fault) return [];
  const [name, traceName] = SERVICE_NAMES[fault.service] ?? [fault.service, "trace id"];
  const codes = fault.codes.length > 0 ? ` fault ${fault.codes.join(", ")}` : "";
  const trace = fault.trace_id ? `${codes ? "," : ""} ${traceName} ${fault.trace_id}` : "";
  return codes || trace ? [`  ${name}${codes}${trace}`] : [];
}

function stackOf(error: unknown): string {
  const lines: string[] = [];
  let cause: unknown = error;
  for (let depth = 0; depth < 5 && cause !== undefined; depth++) {
    const text = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    lines.push(`${depth === 0 ? "" : "Caused by: "}${text}`);
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return `${safe(lines.join("\n"))}\n`;
}

function safe(text: string): string {
  return redact(cleanLines(text));
}
