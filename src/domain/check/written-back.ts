/** Whether Pipedrive's fields show what became of a deal's invoices. */
import type { Deal } from "../deal/deal.ts";
import { dealWriteBack, type WriteBackInput } from "../deal/deal-write-back.ts";
import { shownOtherwise } from "../deal/shown-fields.ts";
import type { KnownInvoice, WrittenBack } from "../ledger/ledger.ts";
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
