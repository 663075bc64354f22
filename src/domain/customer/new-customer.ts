/** What QuickBooks takes of a new customer (docs/quickbooks.md 9): what does not fit is refused, or changed with a word. */
import type { NewCustomer } from "../books.ts";
import type { Problem, Warning } from "../errors.ts";
import { isMasked, TAX_ID_MAX, taxIdField } from "./tax-id.ts";

const NAME_MAX = 500;
const COMPANY_NAME_MAX = 100;
const PHONE_MAX = 30;

/** `country`: the books'. Its e-mail and address are those of the invoice and are checked there. */
export function fitNewCustomer(
  draft: NewCustomer,
  country: string,
): { customer: NewCustomer; problems: Problem[]; warnings: Warning[] } {
  const name = customerName(draft.name);
  const companyName = draft.companyName?.trim() || null;
  const isLong = (companyName ?? "").length > COMPANY_NAME_MAX;
  const hasLongPhone = (draft.phone ?? "").length > PHONE_MAX;
  const warnings: Warning[] = [];
  if (/[:\t\r\n]/.test(draft.name.trim())) {
    warnings.push({
      code: "name_changed",
      message: `The new customer is named "${name}": QuickBooks allows no colon, tab or line break in a name.`,
    });
  }
  if (isLong) {
    warnings.push({
      code: "cut",
      message: `The company name is cut to the ${COMPANY_NAME_MAX} characters that QuickBooks takes; the customer's name is whole.`,
    });
  }
  if (hasLongPhone) {
    warnings.push({
      code: "left_out",
      message: `The phone number "${draft.phone}" is left out: QuickBooks takes ${PHONE_MAX} characters.`,
    });
  }
  const taxId = draft.taxId && !isMasked(draft.taxId) ? draft.taxId : null;
  if (draft.taxId && taxId === null) {
    warnings.push({
      code: "left_out",
      message: `The tax ID "${draft.taxId}" is left out: it is masked, as QuickBooks shows one.`,
    });
  }
  return {
    customer: {
      ...draft,
      name,
      taxId,
      companyName: companyName?.slice(0, COMPANY_NAME_MAX).trim() || null,
      phone: hasLongPhone ? null : draft.phone,
    },
    problems: [...nameProblems(name), ...taxIdProblems(taxId, country)],
    warnings,
  };
}

/** QuickBooks parts parent and child with a colon, so that a name has none; nor tabs or line breaks. */
export function customerName(name: string): string {
  return name
    .replace(/[:\t\r\n]+/g, " ")
    .replace(/ {2,}/g, " ")
    .trim();
}

function nameProblems(name: string): Problem[] {
  if (name === "") {
    return [
      {
        code: "no_customer",
        message: "The new customer has no name: the deal has no organization and no person.",
        next: "--new-customer <name>",
      },
    ];
  }
  if (name.length <= NAME_MAX) return [];
  return [
    {
      code: "too_long",
      message: `The new customer's name has ${name.length} characters, and QuickBooks takes ${NAME_MAX}.`,
      next: "--new-customer <name>",
    },
  ];
}

/** Also for an update of a customer. */
export function taxIdProblems(taxId: string | null | undefined, country: string): Problem[] {
  const max = taxId ? TAX_ID_MAX[taxIdField(country, taxId)] : 0;
  if (!taxId || taxId.length <= max) return [];
  return [
    {
      code: "too_long",
      message: `The tax ID "${taxId}" has ${taxId.length} characters, and QuickBooks takes ${max}.`,
      next: "--tax-id <tax-id>",
    },
  ];
}
