/** Whether Pipedrive's fields show what became of a deal's invoices. */
import type { Deal, FieldValue } from "../deal/deal.ts";
import { dealWriteBack, type WriteBackInput } from "../deal/deal-write-back.ts";
import type { KnownInvoice, WrittenBack } from "../ledger/ledger.ts";
import { decimal } from "../money/money.ts";
import type { Finding } from "./finding.ts";

/** Undefined where it shows what it should. */
export function writtenBackWrong(
  deal: Deal,
  invoices: KnownInvoice[],
  before: WrittenBack | undefined,
  input: WriteBackInput,
): Finding | undefined {
  const wanted = dealWriteBack(deal.id, invoices, before, input);
  const codes = wanted ? shownOtherwise(deal, wanted.values) : [];
  if (codes.length === 0) return undefined;
  const fields = Object.values(input.choice.fields);
  const names = fields.filter(({ code }) => codes.includes(code)).map(({ label }) => `"${label}"`);
  return {
    kind: "written_back_wrong",
    deal: { id: deal.id, title: deal.title },
    invoices: invoices.map(({ invoice }) => invoice),
    currency: deal.currency,
    expected: null,
    found: null,
    why: `In Pipedrive, ${names.join(", ")} ${names.length === 1 ? "does" : "do"} not match the books.`,
    next: `pdqb invoices refresh --deal ${deal.id}`,
  };
}

/** Codes of fields that show something else than these values. */
export function shownOtherwise(deal: Deal, values: Record<string, unknown>): string[] {
  return Object.entries(values)
    .filter(([code, value]) => !isShown(deal.fields[code], value))
    .map(([code]) => code);
}

function isShown(field: FieldValue | undefined, value: unknown): boolean {
  if (value === null || value === "") return field === undefined;
  if (field === undefined) return false;
  const amount = typeof value === "object" ? (value as { value: number }).value : value;
  if (typeof amount === "number") return field.number?.equals(decimal(amount)) ?? false;
  return field.text === String(amount).trim() || field.date === amount;
}
