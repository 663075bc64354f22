/** A short text that changes when anything that a plan would send changes (`--expect`). */
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";

/** 16 hexadecimal digits of SHA-256; problems, warnings and the time of reading do not count. */
export async function digestOf(plan: InvoicePlan): Promise<string> {
  const {
    digest: _digest,
    problems: _problems,
    warnings: _warnings,
    readAt: _readAt,
    customerUpdate,
    ...rest
  } = plan;
  const sent = customerUpdate?.decision === "update" ? { ...rest, customerUpdate } : rest;
  const bytes = new TextEncoder().encode(JSON.stringify(sent));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...hash.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
