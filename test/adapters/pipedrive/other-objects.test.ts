// An answer of Pipedrive about another object than the one that was asked for, or sent, is not believed.
import { describe, expect, test } from "vitest";
import type { CalendarDate } from "../../../src/domain/calendar-date.ts";
import type { Intent } from "../../../src/domain/ledger/ledger.ts";
import type { Pipedrive, QuickBooks } from "../../../src/ports.ts";
import type { WriteKind } from "../../../src/usecases/writes/kind.ts";
import * as kinds from "../../../src/usecases/writes/kinds/in-pipedrive.ts";
import { thrown } from "../recording-server.ts";
import { connected, data, oauth } from "./support.ts";

type Write = {
  body: string;
  /** The answer about what was sent, and members that make it the answer about something else. */
  answer: object;
  others: object[];
};
const ON_DEAL = { id: 7, deal_id: 123 };
const OTHER_DEAL = [{ deal_id: 124 }];
const PDF = Buffer.from("%PDF-1.4 %%EOF");
const NOTE = { dealId: 123, html: "Invoice 1021" };

/** A kind of write that is added has to say which answers are not about it. */
const WRITES: Record<string, Write> = {
  deal_field: {
    body: kinds.dealFieldKind.body({ name: "Invoice number", type: "varchar" }),
    answer: { field_code: "ab", field_name: "Invoice number" },
    others: [{ field_name: "Invoice status" }, { field_code: undefined }],
  },
  deal_values: {
    body: kinds.dealValuesKind.body({ dealId: 123, values: { ab: "1021" } }),
    answer: { id: 123 },
    others: [{ id: 124 }],
  },
  note: { body: kinds.noteKind.body(NOTE), answer: ON_DEAL, others: OTHER_DEAL },
  note_update: {
    body: kinds.noteUpdateKind.body({ ...NOTE, id: 7 }),
    answer: ON_DEAL,
    others: [...OTHER_DEAL, { id: 8 }],
  },
  file: {
    body: kinds.fileKind.body({ dealId: 123, name: "invoice-1021.pdf" }),
    answer: ON_DEAL,
    others: OTHER_DEAL,
  },
  activity: {
    body: kinds.activityKind.body({
      ...{ dealId: 123, subject: "Overdue", dueDate: "2026-11-30" as CalendarDate },
    }),
    answer: ON_DEAL,
    others: OTHER_DEAL,
  },
};

const KINDS: WriteKind[] = Object.values(kinds);

describe.each(KINDS)("the answer to a write: $name", (kind) => {
  const { body, answer, others } = WRITES[kind.name] ?? { body: "", answer: {}, others: [] };
  const sent = async (change: object) => {
    const { pipedrive } = await connected(() => data({ ...answer, ...change }));
    return kind.send({ pipedrive, quickbooks: {} as QuickBooks }, { body } as Intent, PDF);
  };

  test("is believed where it is about what was sent", async () => {
    const { id } = (await sent({})).made;
    expect(Object.values(answer).map(String)).toContain(id);
  });

  test("and is not where it is about something else", async () => {
    expect(others.length).toBeGreaterThan(0);
    const unclear = { kind: "unknown_outcome", fate: "unclear" };
    for (const other of others) expect(await thrown(sent(other))).toMatchObject(unclear);
  });
});

test.each([undefined, Buffer.from("")])(
  "a file without content is never sent: %j",
  async (bytes) => {
    const { pipedrive, requests } = await connected(() => data(ON_DEAL));
    const body = kinds.fileKind.body({ dealId: 123, name: "invoice-1021.pdf" });
    await expect(pipedrive.send(JSON.parse(body), bytes)).rejects.toThrow("without content");
    expect(requests).toEqual([]);
  },
);

type Read = [
  what: string,
  read: (pipedrive: Pipedrive) => Promise<unknown>,
  answer: object,
  other: object,
];
const DEAL = { id: 123, title: "Studio" };
const LINE = {
  ...{ id: 1, deal_id: 123, product_id: 2, name: "A", comments: "", item_price: 1, quantity: 1 },
  ...{ discount: 0, discount_type: "percentage", tax: 0, tax_method: "none", sum: 1 },
  ...{ currency: "EUR", is_enabled: true, billing_frequency: "one-time" },
};
const PART = { id: 5, deal_id: 123, amount: 10, billing_date: "2026-11-30", description: "" };
const DISCOUNT = { deal_id: 123, description: "", type: "amount", amount: 5 };
const NAMED = { id: 402, name: "Nordlicht Werbung" };

const READS: Read[] = [
  ["deal", (pipedrive) => pipedrive.deal(123), DEAL, { id: 124 }],
  ["deals by id", (pipedrive) => pipedrive.dealsByIds([123]), [DEAL], { id: 124 }],
  ["archived deals", (pipedrive) => pipedrive.archivedDeals([123]), [DEAL], { id: 124 }],
  ["lines of a deal", (pipedrive) => pipedrive.dealLines(123), [LINE], { deal_id: 124 }],
  ["lines of deals", (pipedrive) => pipedrive.linesOfDeals([123]), [LINE], { deal_id: 124 }],
  ["discounts", (pipedrive) => pipedrive.dealDiscounts(123), [DISCOUNT], { deal_id: 124 }],
  ["installments", (pipedrive) => pipedrive.installments(123), [PART], { deal_id: 124 }],
  [
    "installments of deals",
    (pipedrive) => pipedrive.installmentsOfDeals([123]),
    [PART],
    { deal_id: 124 },
  ],
  ["organization", (pipedrive) => pipedrive.organization(402), NAMED, { id: 403 }],
  ["person", (pipedrive) => pipedrive.person(402), NAMED, { id: 403 }],
  ["products", (pipedrive) => pipedrive.products([402]), [NAMED], { id: 403 }],
  ["notes", (pipedrive) => pipedrive.onDeal(123, "notes"), [ON_DEAL], { deal_id: 124 }],
  ["files", (pipedrive) => pipedrive.onDeal(123, "files"), [ON_DEAL], { deal_id: 124 }],
  ["activities", (pipedrive) => pipedrive.onDeal(123, "activities"), [ON_DEAL], { deal_id: 124 }],
  ["user", (pipedrive) => pipedrive.me(), { id: 9, company_id: 5 }, { company_id: 6 }],
];

test.each(READS)("the answer to a read: %s", async (_what, read, answer, other) => {
  let body: unknown = answer;
  const { pipedrive } = await connected(() => data(body), oauth, { company: "5" });
  expect(await read(pipedrive)).not.toBeNull();
  body = Array.isArray(answer) ? [{ ...answer[0], ...other }] : { ...answer, ...other };
  expect(await thrown(read(pipedrive))).toMatchObject({ kind: "unavailable" });
});

test("another organization or person is left out of a list, and so its name is of nobody", async () => {
  const { pipedrive } = await connected(() => data([{ ...NAMED, id: 403 }]));
  expect(await pipedrive.organizationNames([402])).toEqual(new Map());
  expect(await pipedrive.organizations([402])).toEqual([]);
  expect(await pipedrive.persons([402])).toEqual([]);
});
