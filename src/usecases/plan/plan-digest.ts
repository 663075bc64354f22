/** A short text that changes when anything that a plan would send changes (`--expect`). */
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";

/**
 * Problems, warnings, the words for what is left out and the time of reading do not count, nor does the next number: any other invoice
 * moves it, and which one is free is found when it is sent.
 */
export async function digestOf(plan: InvoicePlan): Promise<string> {
  const {
    digest: _digest,
    problems: _problems,
    warnings: _warnings,
    readAt: _readAt,
    nextNumber: _nextNumber,
    customerUpdate,
    leftOut,
    ...rest
  } = plan;
  const counted = { ...rest, leftOut: leftOut.map(({ reason: _reason, ...line }) => line) };
  const sent = customerUpdate?.decision === "update" ? { ...counted, customerUpdate } : counted;
  return shortHash(JSON.stringify(sent));
}

/** 16 hexadecimal digits of SHA-256. */
export async function shortHash(text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...hash.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
