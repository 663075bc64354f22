/** Where QuickBooks is asked. */
import type { Environment } from "../../domain/books.ts";
import { PdqbError } from "../../domain/errors.ts";
import { checkedOrigin } from "../../domain/origin.ts";

/** Production and sandbox hosts (docs/quickbooks.md 2). */
const HOSTS = {
  production: "https://quickbooks.api.intuit.com",
  sandbox: "https://sandbox-quickbooks.api.intuit.com",
};

/** Throws usage for a practice company without an address on this machine. */
export function apiOrigin(options: { environment: Environment; origin: string | null }): string {
  const { environment } = options;
  const origin = checkedOrigin(options.origin, "quickbooks");
  if (origin === null) {
    if (environment !== "practice") return HOSTS[environment];
    throw new PdqbError("usage", "The practice books need an address on this machine.", {
      reason: "PDQB_QUICKBOOKS_ORIGIN is not set, and the profile has none.",
      next: ["pdqb practice start"],
    });
  }
  return origin;
}
