// What a row of each list says in a pipe and in a file, beside what a terminal makes of it.
import { describe, expect, it } from "vitest";
import type { Column } from "../../../src/cli/column.ts";
import { ACCEPTED_COLUMNS, FINDING_COLUMNS } from "../../../src/commands/views/check.ts";
import { doubtText, doubtView, inDoubtView } from "../../../src/commands/views/doubt.ts";
import { HISTORY_COLUMNS, historyView } from "../../../src/commands/views/history.ts";
import { INTENT_COLUMNS, intentView } from "../../../src/commands/views/intent.ts";
import {
  INVOICE_COLUMNS,
  invoiceView,
  statusWords,
  terminalColumns,
} from "../../../src/commands/views/invoice.ts";
import type { Doubt } from "../../../src/domain/invoice/doubt.ts";
import { decimal } from "../../../src/domain/money/money.ts";
import { planToText } from "../../../src/domain/plan/stored-plan.ts";
import { newProfile } from "../../../src/domain/profile.ts";
import { day, invoice, known, link } from "../../support/builders.ts";
import { intentOf, SENT_AT } from "../../support/intents.ts";
import { plan } from "../../support/planned.ts";

const plain = new Proxy({}, { get: () => (text: string) => text }) as never;

/** As a pipe has it. */
const row = <Row>(columns: readonly Column<Row>[], one: Row) =>
  Object.fromEntries(columns.map(({ key, value }) => [key, value(one)]));

describe("an invoice", () => {
  const view = (
    change: Parameters<typeof invoice>[0] = {},
    links = [link(), link({ dealId: 7 })],
  ) =>
    invoiceView(known({ total: "1234.50", ...change }, links), day("2026-11-20"), {
      ...newProfile("host"),
      environment: "production",
    });

  it("is a row of plain values in a pipe", () => {
    // Due on 15 November, five days before.
    expect(row(INVOICE_COLUMNS, view({ balance: "1000" }))).toEqual({
      ...{ id: "3120", number: "1042", status: "overdue", days_overdue: "5", deal_ids: "123 7" },
      ...{ customer: "Aurora Design Oy", currency: "EUR", total: "1234.50", balance: "1000.00" },
      ...{ tax: "0.00", date: "2026-11-01", due_date: "2026-11-15", email_status: "" },
      ...{ url: expect.stringContaining("3120"), refreshed_at: "2026-11-02T10:00:00Z" },
      linked: "yes",
    });
    const bare = view({ number: null, dueDate: null, emailStatus: "EmailSent" }, []);
    expect(row(INVOICE_COLUMNS, bare)).toMatchObject({
      ...{ number: "", due_date: "", days_overdue: "0", deal_ids: "", linked: "no" },
      email_status: "EmailSent",
    });
  });

  it("has its amounts with their currency at a terminal, and fewer columns", () => {
    const total = INVOICE_COLUMNS.find(({ key }) => key === "total");
    expect(total?.terminal?.(view(), plain)).toBe("1,234.50 EUR");
    const keys = (...how: Parameters<typeof terminalColumns>) =>
      terminalColumns(...how).map(({ key }) => key);
    expect(keys(false)).toEqual(INVOICE_COLUMNS.map(({ key }) => key));
    const shown = [
      "number",
      "status",
      "deal_ids",
      "customer",
      "total",
      "balance",
      "date",
      "due_date",
    ];
    expect(keys(true)).toEqual(shown);
    expect(keys(true, true)).toEqual([...shown, "linked"]);
  });

  it.each([
    [{ balance: "0" }, "paid"],
    [{ balance: "1234.50", dueDate: day("2026-11-19") }, "overdue by 1 day"],
    [{ balance: "1234.50", dueDate: day("2026-11-10") }, "overdue by 10 days"],
    [{ balance: "1", dueDate: null }, "partially paid"],
    [{ deleted: true }, "deleted"],
  ])("of %j is %s", (change, words) => expect(statusWords(view(change), plain)).toBe(words));
});

describe("a row of the history", () => {
  const entry = {
    ...{ at: SENT_AT, actor: "ada@host", action: "void invoice", invoiceId: null, dealId: 123 },
    ...{ requestId: null, traceId: null, before: null, after: "voided", run: null, reason: null },
    ...{ row: 12, hash: "ab" },
  };

  it("leaves empty what is not known", () => {
    expect(row(HISTORY_COLUMNS, historyView(entry))).toEqual({
      ...{ row: "12", at: SENT_AT, actor: "ada@host", action: "void invoice", deal_id: "123" },
      ...{ invoice_id: "", run: "", before: "", after: "voided", reason: "" },
    });
  });
});

describe("a write", () => {
  const shown = (change: Parameters<typeof intentOf>[0]) =>
    row(INTENT_COLUMNS, intentView(intentOf(change), "create"));

  it("that was sent and not answered is in doubt; one that never left is open", () => {
    expect(shown({ id: "i1" })).toEqual({
      ...{ id: "i1", state: "in_doubt", kind: "invoice", deal_id: "123", outcome: "" },
      ...{ summary: "create invoice for deal 123", first_sent_at: SENT_AT },
    });
    expect(shown({ id: "i2", firstSentAt: null, dealId: null })).toMatchObject({
      ...{ state: "open", first_sent_at: "never", deal_id: "" },
    });
    expect(shown({ id: "i3", state: "done", outcome: "created invoice 9" })).toMatchObject({
      ...{ state: "done", outcome: "created invoice 9" },
    });
  });

  it("of a later version has no verb, and one with an e-mail says to whom", () => {
    expect(intentView(intentOf({ id: "i1" }), undefined).summary).toBe("invoice for deal 123");
    const text = planToText({ ...plan({}), sendTo: "a@b.example" });
    const sending = intentOf({ id: "i1", follows: { target: null, plan: text } });
    expect(intentView(sending, "create").send_to).toBe("a@b.example");
  });
});

describe("a mismatch", () => {
  const finding = {
    ...{ kind: "amount", deal: { id: 123, title: "Studio" }, currency: "EUR", why: "It differs." },
    ...{ invoices: [invoice(), invoice({ id: "9", number: null })], invoice: null },
    ...{ expected: decimal("100"), found: null, about: "deal:123" },
  } as never;

  it("names its deal and invoices, and leaves an amount empty that nobody knows", () => {
    expect(row(FINDING_COLUMNS, finding)).toEqual({
      ...{ kind: "amount", deal: "123", invoices: "1042 id:9", currency: "EUR" },
      ...{ expected: "100.00", found: "", why: "It differs." },
    });
  });

  it("that was accepted says why, by whom and when", () => {
    const accepted = { reason: "Agreed", by: "ada", at: SENT_AT, about: "deal:123" } as never;
    expect(row(ACCEPTED_COLUMNS, { finding, row: accepted })).toEqual({
      ...{ kind: "amount", about: "deal 123", reason: "Agreed", by: "ada", at: SENT_AT },
    });
  });
});

it("a doubt is told with its invoices and what mends it, a write in doubt without any", () => {
  const invoices = [invoice({ id: "1", number: "1" }), invoice({ id: "2", number: "2" })] as const;
  const doubt: Doubt = { kind: "same_part", dealId: 123, invoices: [...invoices] };
  const mends = { deal_id: 123, next: "pdqb invoice void id:2" };
  const view = { ...mends, invoices: invoices.map(({ id, number }) => ({ id, number })) };
  expect(doubtView(doubt)).toMatchObject(view);
  expect(doubtText(doubt)).toMatch(/\n {2}pdqb invoice void id:2\n$/);
  const sent = { deal_id: 123, invoices: [], next: "pdqb pending resolve i1" };
  const both = inDoubtView(123, { pending: [intentOf({ id: "i1" })], doubts: [doubt] });
  expect(both).toMatchObject([sent, view]);
});
