// An answer about another object than the one that was asked for, or sent, is not believed.
import { describe, expect, test } from "vitest";
import { toCustomer } from "../../../src/adapters/quickbooks/wire.ts";
import { toInvoice } from "../../../src/adapters/quickbooks/wire-invoice.ts";
import type { CalendarDate } from "../../../src/domain/calendar-date.ts";
import type { Intent } from "../../../src/domain/ledger/ledger.ts";
import { decimal } from "../../../src/domain/money/money.ts";
import type { Pipedrive, QuickBooks } from "../../../src/ports.ts";
import type { WriteKind } from "../../../src/usecases/writes/kind.ts";
import * as kinds from "../../../src/usecases/writes/kinds/in-quickbooks.ts";
import { json, thrown } from "../recording-server.ts";
import { smallPlan, wireInvoice, world } from "./support.ts";

const other = wireInvoice({ Id: "3100" });
const MARKER = "pdqb 123/1 k7m2q9xw";

describe("an answer for invoice 3100 where 3120 was asked for", () => {
  test.each(["invoice", "invoiceDetail"] as const)("%s", async (read) => {
    const { quickbooks } = await world(() => json({ Invoice: other }));
    expect(await thrown(quickbooks[read]("3120"))).toMatchObject({ kind: "unavailable" });
  });

  test("by ids, and of another customer", async () => {
    const { quickbooks } = await world(() => json({ QueryResponse: { Invoice: [other] } }));
    expect(await thrown(quickbooks.invoicesByIds(["3120"]))).toMatchObject({ kind: "unavailable" });
    expect(await thrown(quickbooks.invoicesOfCustomer("9", {}))).toMatchObject({
      kind: "unavailable",
    });
  });
});

const CUSTOMER = { Id: "417", SyncToken: "0", DisplayName: "Nordlicht Werbung" };
const ITEM = { Id: "88", Name: "Website care", Type: "Service" };
const newCustomer = {
  ...{ name: CUSTOMER.DisplayName, companyName: null, currency: null, email: null },
  ...{ phone: null, address: null, taxId: null, termId: null },
};
const newItem = {
  ...{ name: ITEM.Name, sku: null, unitPrice: decimal("95") },
  ...{ incomeAccountId: "79", expenseAccountId: null },
};
const deleted = { Invoice: { Id: "3120", status: "Deleted", domain: "QBO" } };

type Body = Record<string, Record<string, unknown>>;
type Write = {
  body: string;
  /** The answer about what was sent. */
  answer: Body;
  /** Members that make it the answer about something else. */
  others: Record<string, unknown>[];
};
const ID = [{ Id: "3100" }];
const INVOICE = toInvoice(wireInvoice());

/** A kind of write that is added has to say which answers are not about it. */
const WRITES: Record<string, Write> = {
  invoice: {
    body: kinds.invoiceKind.body({ plan: smallPlan(), marker: MARKER }),
    answer: { Invoice: wireInvoice() },
    others: [{ CustomerRef: { value: "999" } }, { PrivateNote: "pdqb 124/1 k7m2q9xx" }],
  },
  invoice_update: {
    body: kinds.invoiceUpdateKind.body({ invoice: INVOICE, cc: "a@example.com" }),
    answer: { Invoice: wireInvoice() },
    others: [...ID, { CustomerRef: { value: "999" } }],
  },
  void: {
    body: kinds.voidKind.body(INVOICE),
    answer: { Invoice: wireInvoice() },
    others: [...ID, { status: "Deleted" }],
  },
  delete: {
    body: kinds.deleteKind.body(INVOICE),
    answer: deleted,
    others: [...ID, { status: undefined }],
  },
  send: {
    body: kinds.sendKind.body({ invoice: INVOICE, to: "a@example.com" }),
    answer: { Invoice: wireInvoice() },
    others: ID,
  },
  customer: {
    body: kinds.customerKind.body({ customer: newCustomer, country: "FI" }),
    answer: { Customer: CUSTOMER },
    others: [{ DisplayName: "Kallio & Söner" }, { DisplayName: undefined }],
  },
  customer_update: {
    body: kinds.customerUpdateKind.body({
      ...{ customer: toCustomer(CUSTOMER), update: { email: "a@example.com" }, country: "FI" },
    }),
    answer: { Customer: CUSTOMER },
    others: ID,
  },
  item: {
    body: kinds.itemKind.body(newItem),
    answer: { Item: ITEM },
    others: [{ Name: "Hosting" }, { Name: undefined }],
  },
};

const KINDS: WriteKind[] = Object.values(kinds);

describe.each(KINDS)("the answer to a write: $name", (kind) => {
  const { body, answer, others } = WRITES[kind.name] ?? { body: "", answer: {}, others: [] };
  const sent = async (change: Record<string, unknown>) => {
    const [[name, members] = []] = Object.entries(answer);
    const reply = { [name ?? ""]: { ...members, ...change } };
    const { quickbooks } = await world(({ method }) =>
      json(method === "GET" ? { Invoice: wireInvoice() } : reply),
    );
    const intent = { body, requestId: "r1" } as Intent;
    return kind.send({ quickbooks, pipedrive: {} as Pipedrive }, intent);
  };

  test("is believed where it is about what was sent", async () => {
    const [[, members] = []] = Object.entries(answer);
    expect((await sent({})).made.id).toBe(members?.Id);
  });

  test("and is not where it is about something else", async () => {
    expect(others.length).toBeGreaterThan(0);
    const unclear = { kind: "unknown_outcome", fate: "unclear" };
    for (const other of others) expect(await thrown(sent(other))).toMatchObject(unclear);
  });
});

const RATE = { SourceCurrencyCode: "SEK", TargetCurrencyCode: "EUR", Rate: 0.0913 };
const COMPANY = { Id: "1", CompanyName: "Books Oy", Country: "FI" };
const NAMES = { Id: "9", Name: "Net 30" };
const PAYMENT = { Id: "55", TotalAmt: 10, Line: [] };
const CODE = {
  ...{ Id: "5", Name: "24 %" },
  SalesTaxRateList: { TaxRateDetail: [{ TaxRateRef: { value: "7" } }] },
};

const rows = (entity: string, row: object) => ({ QueryResponse: { [entity]: [row] } });
const lookup = (more: object) => (quickbooks: QuickBooks) =>
  quickbooks.lookup({
    ...{ customerIds: [], itemIds: [], taxCodes: false, terms: false, ...more },
  });
const batchOf = (bId: string, entity: string, row: object) => ({
  BatchItemResponse: [{ bId, ...rows(entity, row) }],
});

type Read = [
  what: string,
  read: (quickbooks: QuickBooks) => Promise<unknown>,
  answer: (change: object) => unknown,
  other: object,
];
const rate = (quickbooks: QuickBooks) =>
  quickbooks.exchangeRate({ from: "SEK", to: "EUR", date: "2026-11-25" as CalendarDate });
const ofRate = (change: object) => ({ ExchangeRate: { ...RATE, ...change } });
const span = { since: "2026-11-01" as CalendarDate, until: "2026-11-30" as CalendarDate };

const LATER = { since: "2026-12-05" as CalendarDate, until: "2026-12-05" as CalendarDate };

const READS: Read[] = [
  ["rate of a currency", rate, ofRate, { SourceCurrencyCode: "NOK" }],
  ["rate in a currency", rate, ofRate, { TargetCurrencyCode: "USD" }],
  ["rate of a day to come", rate, ofRate, { AsOfDate: "2026-11-26" }],
  [
    "company",
    (quickbooks) => quickbooks.company(),
    (change) => ({ CompanyInfo: { ...COMPANY, ...change } }),
    { Country: "US" },
  ],
  [
    "payment",
    (quickbooks) => quickbooks.payments(["55"]),
    (change) => rows("Payment", { ...PAYMENT, ...change }),
    { Id: "56" },
  ],
  [
    "invoices of a month",
    (quickbooks) => quickbooks.issuedInvoices([span])[Symbol.asyncIterator]().next(),
    (change) => rows("Invoice", { ...wireInvoice(), ...change }),
    { TxnDate: "2026-12-01" },
  ],
  [
    "invoices of two days in a batch",
    (quickbooks) => quickbooks.issuedInvoices([span, LATER])[Symbol.asyncIterator]().next(),
    (change) => ({
      BatchItemResponse: [
        { bId: "span0", ...rows("Invoice", { ...wireInvoice(), ...change }) },
        { bId: "span1", QueryResponse: {} },
      ],
    }),
    { TxnDate: "2026-12-01" },
  ],
  [
    "customer in a batch",
    lookup({ customerIds: ["417"] }),
    (change) => batchOf("customer0", "Customer", { ...CUSTOMER, ...change }),
    { Id: "418" },
  ],
  [
    "item in a batch",
    lookup({ itemIds: ["88"] }),
    (change) => batchOf("item0", "Item", { ...ITEM, ...change }),
    { Id: "89" },
  ],
  [
    "customer with its invoices",
    (quickbooks) => quickbooks.customerState("417", "2026-11-01T00:00:00Z"),
    (change) => ({
      BatchItemResponse: [
        { bId: "customer", ...rows("Customer", CUSTOMER) },
        { bId: "invoices", ...rows("Invoice", { ...wireInvoice(), ...change }) },
      ],
    }),
    { CustomerRef: { value: "418" } },
  ],
  [
    "customers with their invoices",
    (quickbooks) => quickbooks.customerStates(["417"], "2026-11-01T00:00:00Z"),
    (change) => ({
      QueryResponse: { Customer: [{ ...CUSTOMER, ...change }], Invoice: [wireInvoice()] },
    }),
    { Id: "418" },
  ],
];

describe.each(READS)("the answer to a read: %s", (_what, read, answer, other) => {
  test("is believed where it is about what was asked, and not where it is not", async () => {
    let change: object = {};
    const { quickbooks } = await world(() => json(answer(change)), { country: "FI" });
    expect(await read(quickbooks)).not.toBeNull();
    change = other;
    const unexpected = { kind: "unavailable", reason: expect.stringContaining("other") };
    expect(await thrown(read(quickbooks))).toMatchObject(unexpected);
  });
});

test.each([
  ["term", { terms: true, termIds: ["9"] }, { Term: NAMES }, { Term: { ...NAMES, Id: "10" } }],
  [
    "tax code",
    { taxCodes: true, taxCodeIds: ["5"] },
    { TaxCode: CODE },
    { TaxCode: { ...CODE, Id: "6" } },
  ],
  [
    "tax rate",
    { taxCodes: true, taxCodeIds: ["5"] },
    { TaxCode: CODE },
    { TaxRate: { Id: "8", RateValue: 24 } },
  ],
])("a %s that is read by its id is that one", async (_what, wanted, right, wrong) => {
  let others: Body = {};
  const { quickbooks } = await world(({ path, body }) => {
    const asked = (JSON.parse(body || "{}").BatchItemRequest ?? []) as { bId: string }[];
    if (path.endsWith("/batch"))
      return json({ BatchItemResponse: asked.map(({ bId }) => ({ bId, QueryResponse: {} })) });
    const all: Body = { TaxRate: { Id: "7", RateValue: 24 }, ...right, ...others };
    const [, entity = ""] = /\/(\w+)\/\w+$/.exec(path) ?? [];
    const name = Object.keys(all).find((one) => one.toLowerCase() === entity) ?? "";
    return json({ [name]: all[name] });
  });
  const { terms, taxCodes } = await lookup(wanted)(quickbooks);
  expect([...terms, ...taxCodes]).toHaveLength(1);
  others = wrong;
  expect(await thrown(lookup(wanted)(quickbooks))).toMatchObject({ kind: "unavailable" });
});

test.each([{}, { QueryResponse: null }, { QueryResponse: 7 }, []])(
  "a query answered with %j ends in exit 6, not as a bug of the SDK",
  async (answer) => {
    const { quickbooks } = await world(() => json(answer));
    const error = await thrown(quickbooks.invoicesByIds(["3120"]));
    expect(error).toMatchObject({ kind: "unavailable" });
  },
);

test("rows of wrong types end in exit 6, not as a bug", async () => {
  const { quickbooks } = await world(() =>
    json({ QueryResponse: { Invoice: [{ ...other, TotalAmt: { x: 1 } }] } }),
  );
  expect(await thrown(quickbooks.invoicesByIds(["3120"]))).toMatchObject({ kind: "unavailable" });
});
