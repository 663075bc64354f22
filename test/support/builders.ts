/** Values for planner tests: a Finnish company and a deal as docs/pipedrive.md 4.2 describes them. */
import type { Customer, Item, TaxCode, Term } from "../../src/domain/books.ts";
import type { CalendarDate } from "../../src/domain/calendar-date.ts";
import type { DealLine } from "../../src/domain/deal/deal.ts";
import { DEFAULT_MAPPING } from "../../src/domain/deal/field-mapping.ts";
import type { Billed } from "../../src/domain/invoice/billed.ts";
import type { Invoice } from "../../src/domain/invoice/invoice.ts";
import type { InvoiceLink, KnownInvoice } from "../../src/domain/ledger/ledger.ts";
import { decimal } from "../../src/domain/money/money.ts";
import type { PlanChoices, PlanFacts } from "../../src/domain/plan/plan-facts.ts";

export const day = (text: string) => text as CalendarDate;

export function line(
  change: Partial<Omit<DealLine, "price" | "quantity" | "discount" | "taxPercent" | "sum">> & {
    price?: string;
    quantity?: string;
    discount?: string;
    taxPercent?: string;
    sum?: string | null;
  } = {},
): DealLine {
  const {
    price = "100",
    quantity = "1",
    discount = "0",
    taxPercent = "25.5",
    sum = null,
    ...rest
  } = change;
  return {
    id: 1,
    productId: 201,
    variationId: null,
    name: "Website care",
    comments: "",
    discountType: "percentage",
    taxMethod: "exclusive",
    currency: "EUR",
    isEnabled: true,
    billingFrequency: "one-time",
    billingCycles: null,
    billingStart: null,
    ...rest,
    price: decimal(price),
    quantity: decimal(quantity),
    discount: decimal(discount),
    taxPercent: decimal(taxPercent),
    sum: sum === null ? null : decimal(sum),
  };
}

const item = (id: string, name: string): Item => ({
  id,
  name,
  fullName: name,
  sku: null,
  type: "Service",
  active: true,
  unitPrice: null,
});

const taxCode = (id: string, percent: string): TaxCode => ({
  id,
  name: `ALV ${percent}%`,
  active: true,
  rates: [{ id: `rate-${id}`, percent: decimal(percent) }],
});

export const net14: Term = { id: "3", name: "Net 14", dueDays: 14 };

export function facts(change: Partial<PlanFacts> = {}): PlanFacts {
  return {
    company: {
      realm: "9130350000000000001",
      name: "Pohjola Verstas Oy",
      country: "FI",
      timeZone: "Europe/Helsinki",
      environment: "practice",
    },
    preferences: {
      customNumbers: false,
      allowDiscount: true,
      multicurrency: false,
      homeCurrency: "EUR",
      tax: "manual",
      bookCloseDate: null,
      defaultTermId: null,
      customFields: [{ id: "1", name: "PO number" }],
      classes: "off",
      locations: false,
    },
    deal: {
      id: 123,
      title: "Studio refit, phase 1",
      status: "won",
      value: decimal("1653.15"),
      currency: "EUR",
      organizationId: 402,
      personId: 913,
      ownerId: 77,
      stageId: 1,
      pipelineId: 2,
      addTime: "2026-10-01T08:00:00Z",
      wonTime: "2026-11-02T08:00:00Z",
      isArchived: false,
      fields: {},
    },
    dealUrl: "https://nordhafen.pipedrive.com/deal/123",
    lines: [
      line({ id: 1, price: "95", quantity: "4", sum: "380" }),
      line({
        id: 2,
        productId: 208,
        name: "Insulation panel 80 mm",
        comments: "Delivered to gate B",
        price: "249.5",
        quantity: "4",
        discount: "7.5",
        sum: "923.15",
      }),
      line({ id: 3, productId: 88, name: "Setup fee", price: "350", sum: "350" }),
    ],
    discounts: [],
    installments: [],
    contactName: "Aurora Design Oy",
    sources: { deal: {}, person: {}, organization: {} },
    mapping: DEFAULT_MAPPING,
    terms: [net14],
    taxCodes: [],
    today: day("2026-11-25"),
    readAt: "2026-11-25T09:00:00Z",
    key: { dealId: 123, part: "1", generation: 1 },
    billed: [],
    taxByDeal: false,
    exchange: null,
    nextNumber: null,
    dealPolicy: { open: "warn", lost: "refuse" },
    ...change,
  };
}

export function customer(change: Partial<Customer> = {}): Customer {
  const name = change.name ?? "Aurora Design Oy";
  return {
    id: "417",
    syncToken: "0",
    name,
    fullName: name,
    parentId: null,
    billWithParent: false,
    active: true,
    currency: "EUR",
    email: null,
    address: null,
    shipAddress: null,
    termId: null,
    taxable: null,
    exemptionReasonId: null,
    taxIds: { registration: null, resale: null, gstin: null },
    ...change,
  };
}

export function choices(change: Partial<PlanChoices> = {}): PlanChoices {
  return {
    customer: {
      ...customer(),
      termId: "3",
    },
    items: new Map([
      [1, item("88", "Website care")],
      [2, item("89", "Insulation panel 80 mm")],
      [3, item("90", "Setup fee")],
    ]),
    goneItems: new Map(),
    taxCodes: new Map([["25.5", taxCode("5", "25.5")]]),
    ...change,
  };
}

export function invoice(
  change: Partial<Omit<Invoice, "total" | "balance">> & { total?: string; balance?: string } = {},
): Invoice {
  const { total = "100.00", balance = total, ...rest } = change;
  return {
    id: "3120",
    number: "1042",
    syncToken: "0",
    customer: { id: "417", name: "Aurora Design Oy" },
    currency: "EUR",
    tax: decimal("0"),
    date: day("2026-11-01"),
    dueDate: day("2026-11-15"),
    emailStatus: null,
    emailedAt: null,
    privateNote: "",
    allQuantitiesZero: false,
    createdAt: "2026-11-01T01:00:00-08:00",
    updatedAt: "2026-11-01T01:00:00-08:00",
    deleted: false,
    ...rest,
    total: decimal(total),
    balance: decimal(balance),
  };
}

/** The link of an invoice that bills the whole of deal 123. */
export function link(change: Partial<InvoiceLink> = {}): InvoiceLink {
  return {
    invoiceId: "3120",
    dealId: 123,
    part: "1",
    generation: 1,
    dealTitle: "Studio refit, phase 1",
    dealValue: null,
    ownerId: null,
    pipelineId: null,
    billed: null,
    createdAt: "2026-11-01T09:00:00Z",
    ...change,
  };
}

/** One line of the deal billed at this net, of a deal that came to `dealNet` then. */
export const billed = (net: string, dealNet?: string): Billed => ({
  share: null,
  lines: [{ lineId: 1, net: decimal(net) }],
  ...(dealNet !== undefined && { dealNet: decimal(dealNet) }),
});

/** A live invoice as the ledger knows it, with its links. */
export function known(
  change: Parameters<typeof invoice>[0] = {},
  links: InvoiceLink[] = [link()],
): KnownInvoice {
  const snapshot = invoice(change);
  const lastTotal = snapshot.total.isZero() ? decimal("100") : snapshot.total;
  return { invoice: snapshot, refreshedAt: "2026-11-02T10:00:00Z", lastTotal, links };
}
