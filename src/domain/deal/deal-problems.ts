/** What the deal, the company's country and unread invoices say for or against an invoice at all. */
import type { Problem, Warning } from "../errors.ts";
import { unreadWarnings } from "../invoice/unread-invoice.ts";
import type { PlanFacts } from "../plan/plan-facts.ts";

export function dealVerdict({ deal, company, dealPolicy, unread = [] }: PlanFacts): {
  problems: Problem[];
  warnings: Warning[];
} {
  const problems: Problem[] = [];
  const warnings = unreadWarnings(unread);
  if (deal.isArchived) {
    problems.push({
      code: "archived_deal",
      message: `Deal ${deal.id} is archived: unarchive it in Pipedrive, then run the command again.`,
      next: "",
      without: [],
    });
  }
  if (deal.status === "open" || deal.status === "lost") {
    const message = `Deal ${deal.id} is ${deal.status}, not won.`;
    if (dealPolicy[deal.status] === "warn") warnings.push({ code: "deal_not_won", message });
    else {
      problems.push({
        code: "not_allowed",
        message: `${message} The setting deal.${deal.status} refuses it until it is won in Pipedrive.`,
        next: `pdqb config set deal.${deal.status} warn`,
      });
    }
  }
  if (company.country === "FR") warnings.push({ code: "country_fr", message: FRANCE });
  return { problems, warnings };
}

/** docs/quickbooks.md 15.1. */
const FRANCE =
  "QuickBooks Online has not been sold or supported in France since 29 December 2023: the company may be closed for writing at any time, and pdqb does not know French rules (line discounts, item categories). Export the books, and invoice elsewhere.";
