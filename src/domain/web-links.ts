/** Addresses in the two web apps (docs/quickbooks.md 14, docs/pipedrive.md 11), and deal addresses as input. */

import type { Environment } from "./books.ts";
import type { DealId, InvoiceId } from "./ids.ts";
import { checkedOrigin } from "./origin.ts";

export function invoiceUrl(
  id: InvoiceId,
  environment: Environment,
  practiceOrigin: string | null,
): string {
  const hosts = {
    production: "https://app.qbo.intuit.com",
    sandbox: "https://app.sandbox.qbo.intuit.com",
    practice: checkedOrigin(practiceOrigin, "quickbooks") ?? "",
  };
  return `${hosts[environment]}/app/invoice?txnId=${encodeURIComponent(id)}`;
}

export function dealUrl(id: DealId, companyDomain: string): string {
  return `https://${companyDomain}.pipedrive.com/deal/${id}`;
}

export type DealReference = { id: DealId; host: string | null };

/** A deal as it is typed: an id, or its Pipedrive address (whose host the caller compares with the linked company). */
export function parseDealReference(text: string): DealReference | undefined {
  const trimmed = text.trim();
  if (/^[1-9]\d{0,14}$/.test(trimmed)) return { id: Number(trimmed), host: null };
  const match = /^https?:\/\/([^/]+)\/deal\/([1-9]\d{0,14})(?:[/?#].*)?$/i.exec(trimmed);
  return match ? { id: Number(match[2]), host: match[1]?.toLowerCase() ?? null } : undefined;
}
