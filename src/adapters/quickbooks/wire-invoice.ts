/** The invoice on the wire: answers to snapshots, and a plan to the exact body of its request (docs/quickbooks.md 4 and 5). */
import * as v from "valibot";
import type { BillAddress } from "../../domain/books.ts";
import { type CalendarDate, parseDate } from "../../domain/calendar-date.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import { type Decimal, ZERO } from "../../domain/money/money.ts";
import type { InvoicePlan, PlanLine, TaxTreatment } from "../../domain/plan/invoice-plan.ts";
import { ExactAmount, jsonText } from "./exact-json.ts";
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

/** Outside the US every request says how its amounts are meant; in the US the lines' own codes do (docs/quickbooks.md 4.4). */
const TAX_CALCULATION: Record<TaxTreatment, string | undefined> = {
  exclusive: "TaxExcluded",
  inclusive: "TaxInclusive",
  none: "NotApplicable",
  automatic: undefined,
};

/** The body of the create. Throws on a plan whose customer or items are still to be made, which is the caller's mistake. */
export function invoiceBody(plan: InvoicePlan, marker: string): string {
  if (!plan.customer?.id) throw new Error("The plan's customer has no id yet.");
  return jsonText({
    CustomerRef: { value: plan.customer.id },
    TxnDate: plan.date,
    DueDate: plan.dueDate ?? undefined,
    SalesTermRef: plan.term ? { value: plan.term.id } : undefined,
    DocNumber: plan.number ?? undefined,
    CurrencyRef: plan.sendCurrency ? { value: plan.currency } : undefined,
    ExchangeRate: plan.exchange?.rate,
    BillEmail: emailWire(plan.billTo.email),
    BillEmailCc: emailWire(plan.billTo.cc),
    BillEmailBcc: emailWire(plan.billTo.bcc),
    ClassRef: plan.class && !plan.class.onLines ? { value: plan.class.id } : undefined,
    DepartmentRef: plan.location ? { value: plan.location.id } : undefined,
    BillAddr: plan.billTo.address ? addressWire(plan.billTo.address) : undefined,
    // The customer's own is left to QuickBooks, as a person's entry there would have it.
    ShipAddr:
      plan.shipTo && plan.shipTo.from !== "customer" ? addressWire(plan.shipTo.address) : undefined,
    CustomerMemo: plan.memo ? { value: plan.memo } : undefined,
    PrivateNote: plan.note ? `${plan.note}\n${marker}` : marker,
    CustomField:
      plan.customFields.length > 0
        ? plan.customFields.map((field) => ({
            DefinitionId: field.id,
            Name: field.name,
            Type: "StringType",
            StringValue: field.value,
          }))
        : undefined,
    GlobalTaxCalculation:
      plan.company.country === "US" ? undefined : TAX_CALCULATION[plan.taxTreatment],
    // Tax of a discounted US invoice is on what the customer pays; elsewhere there is no such choice (docs/quickbooks.md 4.2).
    ApplyTaxAfterDiscount: plan.discount && plan.company.country === "US" ? true : undefined,
    TxnTaxDetail: plan.documentTaxCode
      ? { TxnTaxCodeRef: { value: plan.documentTaxCode.id } }
      : undefined,
    Line: [
      ...plan.lines.map((line) => lineWire(line, plan)),
      ...(plan.discount ? [discountWire(plan.discount, plan.totals.discount)] : []),
    ],
  });
}

/** The customer that a body names. */
export function customerOfBody(body: string): string | undefined {
  const schema = v.object({ CustomerRef: v.object({ value: v.string() }) });
  const parsed = v.safeParse(schema, JSON.parse(body));
  return parsed.success ? parsed.output.CustomerRef.value : undefined;
}

/** How the body of every invoice for a customer begins. */
export const bodyStart = (customerId: string): string =>
  JSON.stringify({ CustomerRef: { value: customerId } }).slice(0, -1);

export function numberOfBody(body: string): string | null {
  const parsed = v.safeParse(v.object({ DocNumber: v.string() }), JSON.parse(body));
  return parsed.success ? parsed.output.DocNumber : null;
}

export function syncTokenOfBody(body: string): string | null {
  const parsed = v.safeParse(v.object({ SyncToken: v.string() }), JSON.parse(body));
  return parsed.success ? parsed.output.SyncToken : null;
}

const emailWire = (address: string | null) => (address ? { Address: address } : undefined);

/** Amount must be Qty × UnitPrice in cents, or stand alone (docs/quickbooks.md 4.2, error 6070): the planner has seen to it. */
function lineWire(line: PlanLine, { taxTreatment: treatment, class: mark }: InvoicePlan): object {
  if (!line.item) throw new Error(`Line ${line.line} of the plan has no item yet.`);
  const isInclusive = treatment === "inclusive" && line.gross !== null;
  return {
    DetailType: "SalesItemLineDetail",
    Amount: new ExactAmount(line.net),
    Description: line.text || undefined,
    SalesItemLineDetail: {
      ItemRef: { value: line.item.id },
      Qty: line.unitPrice ? line.quantity : undefined,
      UnitPrice: line.unitPrice ?? undefined,
      ClassRef: mark?.onLines ? { value: mark.id } : undefined,
      TaxCodeRef: line.taxCode ? { value: line.taxCode.id } : undefined,
      TaxInclusiveAmt: isInclusive && line.gross ? new ExactAmount(line.gross) : undefined,
    },
  };
}

function discountWire({ percent, words }: { percent: Decimal; words: string }, amount: Decimal) {
  return {
    DetailType: "DiscountLineDetail",
    Amount: new ExactAmount(amount),
    Description: words,
    DiscountLineDetail: { PercentBased: true, DiscountPercent: percent },
  };
}

/** Five lines are all there is: what is more goes into the last. */
export function addressWire(address: BillAddress): object {
  const [line1, line2, line3, line4, ...rest] = address.lines;
  return {
    Line1: line1,
    Line2: line2,
    Line3: line3,
    Line4: line4,
    Line5: rest.length > 0 ? rest.join(", ") : undefined,
    City: address.city ?? undefined,
    CountrySubDivisionCode: address.region ?? undefined,
    PostalCode: address.postalCode ?? undefined,
    Country: address.country ?? undefined,
  };
}
