/** Looks in the books for customers that may be the one that is billed. Nothing is chosen here. */

import type { Customer, CustomerCandidate } from "../../domain/books.ts";
import { likePattern } from "../../domain/customer/company-name.ts";
import { rankCustomers, type WantedCustomer } from "../../domain/customer/customer-match.ts";
import { showsTaxIds } from "../../domain/customer/tax-id.ts";
import { mappedValue } from "../../domain/deal/field-mapping.ts";
import type { PlanFacts } from "../../domain/plan/plan-facts.ts";
import type { Pipedrive } from "../../ports/pipedrive.ts";
import type { QuickBooks } from "../../ports/quickbooks.ts";
import type { CreateInput } from "./create-input.ts";

type Books = { quickbooks: QuickBooks };

/** For an organization or a person by itself, by its name and its e-mail. Throws not_found for one that Pipedrive does not know. */
export async function candidatesFor(
  ports: Books & { pipedrive: Pipedrive },
  { source, id }: { source: "organization" | "person"; id: number },
  country: string,
): Promise<CustomerCandidate[]> {
  const { pipedrive } = ports;
  const { name, fields } = await pipedrive[source](id);
  const { homeCurrency: currency } = await ports.quickbooks.preferences();
  const email = fields.email?.text ?? null;
  return customerCandidates(ports, { name, email, taxId: null, country, currency });
}

/** What is known of the one that a deal bills: as typed, as mapped, or the deal's contact. */
export function wantedCustomer(
  { deal, contactName, sources, mapping, company }: PlanFacts,
  input: Pick<CreateInput, "to" | "email" | "taxId">,
): WantedCustomer {
  const mapped = (target: "to" | "email" | "taxId") => mappedValue(mapping[target], sources)?.text;
  return {
    name: input.to || mapped("to") || contactName || null,
    email: input.email || mapped("email") || null,
    taxId: input.taxId || mapped("taxId") || null,
    country: company.country,
    currency: deal.currency,
  };
}

/** One call; where tax IDs are readable, which no query asks for, a page of every 1,000 customers beside it. */
export async function customerCandidates(
  { quickbooks }: Books,
  wanted: WantedCustomer,
): Promise<CustomerCandidate[]> {
  const { name, email, taxId, country } = wanted;
  const like = name === null ? undefined : likePattern(name);
  const found = await quickbooks.matchCustomers({
    ...(name === null ? {} : { name }),
    ...(email === null ? {} : { email }),
    ...(like === undefined ? {} : { like }),
  });
  const all: Customer[] = [...found];
  if (taxId !== null && showsTaxIds(country))
    for await (const page of quickbooks.allCustomers()) all.push(...page);
  return rankCustomers(all, wanted);
}
