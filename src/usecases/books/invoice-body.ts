/** The exact body of the request that makes an invoice of a plan (docs/quickbooks.md 4), what is read off one, and members that a customer has alike. */
import type { BillAddress } from "../../domain/address.ts";
import type { CustomerTaxIds } from "../../domain/books.ts";
import { taxIdField } from "../../domain/customer/tax-id.ts";
import type { CustomerId } from "../../domain/ids.ts";
import { ExactAmount, jsonText } from "../../domain/money/exact-json.ts";
import type { Decimal } from "../../domain/money/money.ts";
import type { InvoicePlan, PlanLine, TaxTreatment } from "../../domain/plan/invoice-plan.ts";

/** Outside the US every request says how its amounts are meant; in the US the lines' own codes do (docs/quickbooks.md 4.4). */
const TAX_CALCULATION: Record<TaxTreatment, string | undefined> = {
  exclusive: "TaxExcluded",
  inclusive: "TaxInclusive",
  none: "NotApplicable",
  automatic: undefined,
};

/** What an invoice is made of. The plan has all its ids; the marker becomes the last line of the private note. */
export type InvoiceInput = { plan: InvoicePlan; marker: string };

/** The body of the create. Throws on a plan whose customer or items are still to be made, which is the caller's mistake. */
export function invoiceBody({ plan, marker }: InvoiceInput): string {
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

/** What a body names, for whoever looks for an invoice that is on its way; each is missing where it names none. */
export function namedInBody(body: string): { customerId?: CustomerId; number?: string } {
  const { CustomerRef, DocNumber } = JSON.parse(body) as {
    CustomerRef?: { value?: string };
    DocNumber?: string;
  };
  return {
    ...(CustomerRef?.value !== undefined && { customerId: CustomerRef.value }),
    ...(DocNumber !== undefined && { number: DocNumber }),
  };
}

/** How the body of every invoice for a customer begins. */
export const bodyStart = (customerId: CustomerId): string =>
  JSON.stringify({ CustomerRef: { value: customerId } }).slice(0, -1);

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

/** Absent where there is no address. */
export const emailWire = (address: string | null | undefined) =>
  address ? { Address: address } : undefined;

const TAX_ID_MEMBERS: Record<keyof CustomerTaxIds, string> = {
  registration: "PrimaryTaxIdentifier",
  resale: "ResaleNum",
  gstin: "GSTIN",
};

/** `country`: of the books, on which the member depends. */
export const taxIdWire = (taxId: string | null | undefined, country: string): object =>
  taxId ? { [TAX_ID_MEMBERS[taxIdField(country, taxId)]]: taxId } : {};
