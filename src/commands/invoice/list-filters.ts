/** Which invoices a list is to have, by what the ledger or the books say of them. */
import { type FlagValues, flag } from "../../cli/command.ts";
import { INVOICE_STATUSES } from "../../domain/invoice/invoice-status.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import { decimal } from "../../domain/money/money.ts";
import type { Context } from "../context.ts";
import { ownerFlag, ownerId } from "../details/deal-conditions.ts";
import type { InvoiceView } from "../views/invoice.ts";

export const FILTERS = {
  status: flag.choice("Invoices of this status", INVOICE_STATUSES),
  owner: ownerFlag,
  since: flag.date("Issued on or after this day", { looksBack: true }),
  until: flag.date("Issued on or before this day", { looksBack: true }),
  dueSince: flag.date("Due on or after this day"),
  dueUntil: flag.date("Due on or before this day"),
  min: flag.decimal("Total of at least this amount", { value: "amount" }),
  max: flag.decimal("Total of at most this amount", { value: "amount" }),
  text: flag.text("Text in the number, customer or deal title", { value: "text" }),
  all: flag.switch("Include voided and deleted invoices"),
};

/** Of a deal, voided and deleted ones are listed as well. */
export async function filterBy(
  ports: Context["ports"],
  flags: FlagValues<typeof FILTERS>,
  isOfDeal: boolean,
): Promise<(known: KnownInvoice, view: InvoiceView) => boolean> {
  const owner = flags.owner === undefined ? undefined : await ownerId(ports, flags.owner);
  return (known, view) => fits(known, view, { ...flags, owner }, isOfDeal);
}

function fits(
  { links }: KnownInvoice,
  view: InvoiceView,
  filter: Omit<FlagValues<typeof FILTERS>, "owner"> & { owner: number | undefined },
  isOfDeal: boolean,
): boolean {
  const isEnded = view.status === "voided" || view.status === "deleted";
  const { status, owner, since, until, dueSince, dueUntil, min, max } = filter;
  const text = filter.text?.toLowerCase();
  const due = view.due_date ?? "";
  return (
    (status === undefined ? filter.all || isOfDeal || !isEnded : view.status === status) &&
    (owner === undefined || links.some(({ ownerId }) => ownerId === owner)) &&
    (since === undefined || view.date >= since) &&
    (until === undefined || view.date <= until) &&
    (dueSince === undefined || due >= dueSince) &&
    (dueUntil === undefined || (due !== "" && due <= dueUntil)) &&
    (min === undefined || decimal(view.total).gte(min)) &&
    (max === undefined || decimal(view.total).lte(max)) &&
    (text === undefined ||
      [view.number ?? "", view.customer.name, ...links.map(({ dealTitle }) => dealTitle)].some(
        (one) => one.toLowerCase().includes(text),
      ))
  );
}
