/** Which field of a customer is its tax ID, and what can be said of one that QuickBooks masks (docs/quickbooks.md 9). */
import type { Customer, CustomerTaxIds } from "../books.ts";

const GSTIN = /^[0-9A-Z]{15}$/;

/** Longest text that each field takes; for a registration no length is documented. */
export const TAX_ID_MAX: Record<keyof CustomerTaxIds, number> = {
  registration: Number.POSITIVE_INFINITY,
  resale: 16,
  gstin: 15,
};

/** `country`: the books'. A US customer has only a resale number, an Indian GST number a field of its own. */
export function taxIdField(country: string, taxId: string): keyof CustomerTaxIds {
  if (country === "US") return "resale";
  return country === "IN" && GSTIN.test(plainTaxId(taxId)) ? "gstin" : "registration";
}

/** Whether answers show whole tax IDs in books of this country, so that a customer can be found by one. */
export function showsTaxIds(country: string): boolean {
  return country === "US" || country === "IN";
}

/** The customer's tax ID; null: it has none; undefined: it has one that is masked, so nothing can be said of it. */
export function knownTaxId({ taxIds }: Customer, country: string): string | null | undefined {
  if (country === "US") return taxIds.resale;
  if (country === "IN" && taxIds.gstin !== null) return taxIds.gstin;
  return taxIds.registration === null ? null : undefined;
}

/** As QuickBooks shows one: X's before the last five characters. Copied from there it says nothing, and is never written. */
export function isMasked(taxId: string): boolean {
  return /^X{2,}.{5}$/i.test(taxId.trim());
}

/** Blanks, dots, dashes and case do not tell tax IDs apart. */
export function plainTaxId(taxId: string): string {
  return taxId.replace(/[^\p{L}\p{N}]/gu, "").toUpperCase();
}
