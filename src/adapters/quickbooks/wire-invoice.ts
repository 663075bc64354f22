/** The invoice on the wire: answers to snapshots (docs/quickbooks.md 5). */
import * as v from "valibot";
import { type CalendarDate, parseDate } from "../../domain/calendar-date.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import { ZERO } from "../../domain/money/money.ts";
import { amount, maybeAmount, parse, reference, shown, text, time } from "./wire.ts";

const EPOCH = "1970-01-01" as CalendarDate;

const lineSchema = v.object({
  DetailType: text,
  Amount: maybeAmount,
  SalesItemLineDetail: v.nullish(v.object({ Qty: maybeAmount })),
  GroupLineDetail: v.nullish(v.object({ Quantity: maybeAmount })),
});

const invoiceSchema = v.object({
  Id: v.pipe(v.string(), v.nonEmpty()),
  SyncToken: text,
  DocNumber: text,
  CustomerRef: v.object({ value: v.string(), name: shown }),
  CurrencyRef: reference,
  // Without these two an invoice would pass for a voided or a paid one.
  TotalAmt: amount,
  Balance: amount,
  TxnTaxDetail: v.nullish(v.object({ TotalTax: maybeAmount })),
  TxnDate: text,
  DueDate: text,
  EmailStatus: shown,
  DeliveryInfo: v.fallback(v.nullish(v.object({ DeliveryTime: text })), null),
  PrivateNote: text,
  Line: v.nullish(v.array(lineSchema), []),
  MetaData: v.nullish(v.object({ CreateTime: time, LastUpdatedTime: time })),
});

const deletedSchema = v.object({
  Id: v.pipe(v.string(), v.nonEmpty()),
  status: v.literal("Deleted"),
  MetaData: v.nullish(v.object({ LastUpdatedTime: time })),
});

/** `currency` is empty where the answer does not name it: then it is the company's own. */
export function toInvoice(wire: unknown): Invoice {
  const gone = v.safeParse(deletedSchema, wire);
  if (gone.success) return deletedInvoice(gone.output.Id, gone.output.MetaData?.LastUpdatedTime);
  const invoice = parse(invoiceSchema, wire, "an invoice");
  const createdAt = invoice.MetaData?.CreateTime ?? "";
  return {
    id: invoice.Id,
    number: invoice.DocNumber,
    syncToken: invoice.SyncToken ?? "",
    customer: { id: invoice.CustomerRef.value, name: invoice.CustomerRef.name ?? "" },
    currency: invoice.CurrencyRef?.value ?? "",
    total: invoice.TotalAmt,
    balance: invoice.Balance,
    tax: invoice.TxnTaxDetail?.TotalTax ?? ZERO,
    date: parseDate(invoice.TxnDate ?? "") ?? parseDate(createdAt.slice(0, 10)) ?? EPOCH,
    dueDate: parseDate(invoice.DueDate ?? "") ?? null,
    emailStatus: invoice.EmailStatus,
    emailedAt: invoice.DeliveryInfo?.DeliveryTime ?? null,
    privateNote: invoice.PrivateNote ?? "",
    allQuantitiesZero: allQuantitiesZero(invoice.Line),
    createdAt,
    updatedAt: invoice.MetaData?.LastUpdatedTime ?? createdAt,
    deleted: false,
  };
}

/** The short form in which a deleted invoice is told (docs/quickbooks.md 5): nothing but its id and its time. */
function deletedInvoice(id: string, updatedAt: string | null | undefined): Invoice {
  return {
    id,
    number: null,
    syncToken: "",
    customer: { id: "", name: "" },
    currency: "",
    total: ZERO,
    balance: ZERO,
    tax: ZERO,
    date: EPOCH,
    dueDate: null,
    emailStatus: null,
    emailedAt: null,
    privateNote: "",
    allQuantitiesZero: false,
    createdAt: "",
    updatedAt: updatedAt ?? "",
    deleted: true,
  };
}

/** A line without a quantity counts by its amount. An answer without lines proves nothing (docs/quickbooks.md 7, last note). */
function allQuantitiesZero(lines: v.InferOutput<typeof lineSchema>[]): boolean {
  const quantities = lines.flatMap((line) => {
    if (line.DetailType === "SalesItemLineDetail")
      return [line.SalesItemLineDetail?.Qty ?? line.Amount ?? ZERO];
    if (line.DetailType === "GroupLineDetail") return [line.GroupLineDetail?.Quantity ?? ZERO];
    return [];
  });
  return quantities.length > 0 && quantities.every((quantity) => quantity.isZero());
}
