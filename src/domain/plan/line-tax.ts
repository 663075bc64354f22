/** Which tax a line has: by tax codes outside the US, by QuickBooks itself or one code of the document in the US (docs/quickbooks.md 4.4). */

import type { DealLine, TaxMethod } from "../deal/deal.ts";
import type { LineMoney } from "../deal/line-money.ts";
import type { Problem } from "../errors.ts";
import { plainText, ZERO } from "../money/money.ts";
import { percentOf } from "./document-tax.ts";
import type { InvoicePlan, PlanLine, TaxTreatment } from "./invoice-plan.ts";
import type { InvoiceRequest } from "./invoice-request.ts";
import type { PlanChoices, PlanFacts } from "./plan-facts.ts";

const TAXABLE = { id: "TAX", name: "TAX" };
const NOT_TAXABLE = { id: "NON", name: "NON" };

export const isUs = ({ company }: Pick<PlanFacts, "company">) => company.country === "US";

/** In the US no code is sent unless asked: item and customer decide, and QuickBooks computes (docs/design.md 9). */
export function treatmentFor(
  facts: PlanFacts,
  method: TaxMethod,
  { tax, taxCode }: InvoiceRequest,
): TaxTreatment {
  if (!isUs(facts)) return method;
  if (tax === "none") return "none";
  return taxCode === undefined ? "automatic" : "exclusive";
}

export function usTaxProblems(
  facts: PlanFacts,
  method: TaxMethod,
  { taxCode }: InvoiceRequest,
): Problem[] {
  if (!isUs(facts)) return [];
  const problems: Problem[] = [];
  if (method === "inclusive") {
    problems.push({
      code: "tax_inclusive_us",
      message:
        "The deal's prices include tax, which QuickBooks cannot book in the US: change the deal's tax method in Pipedrive, or say whether tax comes on top of them (--tax exclusive) or not (--tax none).",
      next: "--tax exclusive",
    });
  }
  if (taxCode !== undefined && facts.preferences.tax !== "manual") {
    problems.push({
      code: "feature_off",
      message:
        facts.preferences.tax === "automated"
          ? "The company's sales tax is automated: QuickBooks picks the rate, and --tax-code has no say."
          : "Sales tax is not set up in the company, so --tax-code has nothing to name.",
      next: "",
      without: ["tax-code"],
    });
  }
  return problems;
}

/** `unlinked`: a code is needed and none was chosen. Null: none is sent. */
export function lineTaxCode(
  facts: PlanFacts,
  { taxCodes }: PlanChoices,
  line: DealLine,
  treatment: TaxTreatment,
): PlanLine["taxCode"] | "unlinked" {
  if (isUs(facts)) {
    if (treatment === "none") return NOT_TAXABLE;
    if (treatment === "exclusive") return TAXABLE;
    if (!facts.taxByDeal) return null;
    return line.taxPercent.isZero() || line.taxMethod === "none" ? NOT_TAXABLE : TAXABLE;
  }
  const code = taxCodes.get(treatment === "none" ? "0" : plainText(line.taxPercent));
  return code ? { id: code.id, name: code.name } : "unlinked";
}

export function lineTax(
  treatment: TaxTreatment,
  money: LineMoney,
  line: DealLine,
): PlanLine["tax"] {
  switch (treatment) {
    case "automatic":
      return null;
    case "none":
      return ZERO;
    case "inclusive":
      return (money.gross ?? money.net).minus(money.net);
    case "exclusive":
      return percentOf(money.net, line.taxPercent);
  }
}

/** The US with manual tax alone has a code of the whole document; the lines then say TAX. */
export function documentTaxCode(
  facts: PlanFacts,
  { taxCodes }: PlanChoices,
  { taxCode }: InvoiceRequest,
): InvoicePlan["documentTaxCode"] {
  const [code] = isUs(facts) && taxCode !== undefined ? taxCodes.values() : [];
  return code ? { id: code.id, name: code.name } : null;
}
