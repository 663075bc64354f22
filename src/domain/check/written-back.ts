/** Whether Pipedrive's fields show what became of a deal's invoices. */
import type { Deal, FieldValue } from "../deal/deal.ts";
import { dealWriteBack, type WriteBackInput } from "../deal/deal-write-back.ts";
import type { KnownInvoice, WrittenBack } from "../ledger/ledger.ts";
import { decimal } from "../money/money.ts";
import type { Finding } from "./finding.ts";

/** `row`: what was written, without what Pipedrive shows otherwise: then the next refresh writes it. */
export type WrittenWrong = { finding: Finding; row: WrittenBack };

/** Undefined where it shows what it should. */
export function writtenBackWrong(
  deal: Deal,
  invoices: KnownInvoice[],
  before: WrittenBack | undefined,
  input: WriteBackInput,
): WrittenWrong | undefined {
  const wanted = dealWriteBack(deal.id, invoices, before, input);
  const fields = Object.values(input.choice.fields);
  const wrong = Object.entries(wanted?.values ?? {}).filter(
    ([code, value]) => !isShown(deal.fields[code], value),
  );
  if (!wanted || wrong.length === 0) return undefined;
  const codes = wrong.map(([code]) => code);
  const names = fields.filter(({ code }) => codes.includes(code)).map(({ label }) => `"${label}"`);
  const kept = Object.entries(wanted.row.values).filter(([code]) => !codes.includes(code));
  return {
    finding: {
      kind: "written_back_wrong",
      deal: { id: deal.id, title: deal.title },
      invoices: invoices.map(({ invoice }) => invoice),
      currency: deal.currency,
      expected: null,
      found: null,
      why: `Pipedrive's ${names.join(", ")} ${names.length === 1 ? "does" : "do"} not show what is so.`,
      next: `pdqb invoices refresh --deal ${deal.id}`,
    },
    row: { ...wanted.row, values: Object.fromEntries(kept) },
  };
}

function isShown(field: FieldValue | undefined, value: unknown): boolean {
  if (value === null || value === "") return field === undefined;
  if (field === undefined) return false;
  const amount = typeof value === "object" ? (value as { value: number }).value : value;
  if (typeof amount === "number") return field.number?.equals(decimal(amount)) ?? false;
  return field.text === String(amount).trim() || field.date === amount;
}
