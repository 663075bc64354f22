/** A QuickBooks adapter on a recording server, and the values that its tests start from. */
import type { HttpOptions } from "../../../src/adapters/http.ts";
import { openQuickBooks } from "../../../src/adapters/quickbooks/index.ts";
import type { CalendarDate } from "../../../src/domain/calendar-date.ts";
import { decimal, ZERO } from "../../../src/domain/money/money.ts";
import type { InvoicePlan, PlanLine } from "../../../src/domain/plan/invoice-plan.ts";
import type { QuickBooksSecret } from "../../../src/domain/settings.ts";
import type { QuickBooks } from "../../../src/ports.ts";
import {
  json,
  type Received,
  type RecordingServer,
  type Reply,
  type Responder,
  recordingServer,
} from "../recording-server.ts";

export const REALM = "9130350000000000012";
export const NOW = Date.parse("2026-11-25T10:00:00Z");

export function secretWith(change: Partial<QuickBooksSecret> = {}): QuickBooksSecret {
  return {
    clientId: "the-client",
    clientSecret: "the-client-secret",
    realm: REALM,
    accessToken: "access-1",
    accessExpiresAt: NOW + 3_600_000,
    refreshToken: "refresh-1",
    refreshExpiresAt: NOW + 100 * 86_400_000,
    grantEndsAt: null,
    ...change,
  };
}

/** A store that remembers what was put, in order. */
export function memorySecrets(secret: QuickBooksSecret | undefined) {
  const store = {
    secret,
    put: [] as QuickBooksSecret[],
    reads: 0,
    async quickbooks() {
      store.reads++;
      return store.secret;
    },
    async putQuickBooks(next: QuickBooksSecret | undefined) {
      store.secret = next;
      if (next) store.put.push(next);
    },
  };
  return store;
}

/** One holder at a time within this process, as the ledger's lock is across processes. */
function localExclusive() {
  const keys: string[] = [];
  let last: Promise<unknown> = Promise.resolve();
  return {
    keys,
    exclusive<T>(key: string, work: () => Promise<T>): Promise<T> {
      keys.push(key);
      const result = last.then(work);
      last = result.catch(() => undefined);
      return result;
    },
  };
}

export type World = RecordingServer & {
  quickbooks: QuickBooks;
  secrets: ReturnType<typeof memorySecrets>;
  lockKeys: string[];
  logged: string[];
};

export async function world(
  respond: Responder,
  options: { secret?: QuickBooksSecret; country?: string } & Partial<
    Pick<HttpOptions, "timeoutMs" | "paceBatch">
  > = {},
): Promise<World> {
  const server = await recordingServer(respond);
  const secrets = memorySecrets(options.secret ?? secretWith());
  const lock = localExclusive();
  const logged: string[] = [];
  const quickbooks = openQuickBooks({
    realm: REALM,
    ...(options.country && { country: options.country }),
    environment: "practice",
    origin: server.origin,
    secrets,
    exclusive: lock.exclusive,
    profile: "books",
    now: () => new Date(NOW),
    http: {
      timeoutMs: options.timeoutMs ?? { read: 3_000, write: 3_000 },
      version: "0.0.0",
      log: (line) => logged.push(line),
      retry: { sleep: async () => undefined },
      ...(options.paceBatch && { paceBatch: options.paceBatch }),
    },
  });
  return { ...server, quickbooks, secrets, lockKeys: lock.keys, logged };
}

/** The envelope of a business fault (docs/quickbooks.md 12.1 A). */
export function fault(code: string, detail: string, type = "ValidationFault"): string {
  return JSON.stringify({
    Fault: { Error: [{ Message: "A message", Detail: detail, code, element: "" }], type },
    time: "2026-11-25T01:22:40.117-08:00",
  });
}

/** An invoice as the service returns it (docs/quickbooks.md 4.1), of 380.00 net, 24 % tax. */
export function wireInvoice(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    Id: "3120",
    SyncToken: "0",
    DocNumber: "1042",
    CustomerRef: { value: "417", name: "Nordlicht Werbung" },
    CurrencyRef: { value: "EUR", name: "Euro" },
    TxnDate: "2026-11-25",
    DueDate: "2026-12-25",
    TotalAmt: 471.2,
    Balance: 471.2,
    TxnTaxDetail: { TotalTax: 91.2 },
    PrivateNote: "pdqb 123/1 k7m2q9xw",
    EmailStatus: "NotSet",
    Line: [
      {
        Id: "1",
        LineNum: 1,
        Amount: 380,
        DetailType: "SalesItemLineDetail",
        SalesItemLineDetail: { ItemRef: { value: "88" }, Qty: 4, UnitPrice: 95 },
      },
      { Amount: 380, DetailType: "SubTotalLineDetail", SubTotalLineDetail: {} },
    ],
    MetaData: {
      CreateTime: "2026-11-25T02:00:00-08:00",
      LastUpdatedTime: "2026-11-25T02:00:01-08:00",
    },
    domain: "QBO",
    sparse: false,
    SomethingNew: { with: ["members"] },
    ...change,
  };
}

export function planLine(change: Partial<PlanLine> = {}): PlanLine {
  return {
    line: 1,
    lineId: 55310,
    productId: 7,
    productName: "Website care",
    text: "Website care",
    quantity: decimal("4"),
    unitPrice: decimal("95"),
    discount: "",
    net: decimal("380"),
    gross: null,
    taxPercent: decimal("24"),
    tax: decimal("91.20"),
    taxCode: { id: "5", name: "24 %" },
    item: { id: "88", name: "Website care" },
    newItem: null,
    ...change,
  };
}

/** A plan as small as one can be: one line, nothing optional. */
export function smallPlan(change: Partial<InvoicePlan> = {}): InvoicePlan {
  return {
    digest: "d1",
    company: {
      realm: REALM,
      name: "Books Oy",
      country: "FI",
      timeZone: "Europe/Helsinki",
      environment: "practice",
    },
    deal: { id: 123, title: "Deal", url: "", ownerId: 1, pipelineId: 1, value: null },
    key: { dealId: 123, part: "1", generation: 1 },
    customerSource: { organizationId: 9, personId: null, name: "Nordlicht Werbung" },
    customer: { id: "417", name: "Nordlicht Werbung", create: null, existing: null },
    customerUpdate: null,
    billTo: { address: null, email: null, cc: null, bcc: null },
    currency: "EUR",
    exchange: null,
    homeCurrency: "EUR",
    sendCurrency: false,
    date: "2026-11-25" as CalendarDate,
    dueDate: null,
    term: null,
    number: null,
    nextNumber: null,
    sendTo: null,
    class: null,
    location: null,
    memo: "",
    note: "",
    customFields: [],
    shipTo: null,
    taxTreatment: "exclusive",
    documentTaxCode: null,
    discount: null,
    billed: { share: null, lines: [] },
    lines: [planLine()],
    leftOut: [],
    totals: {
      net: decimal("380"),
      discount: ZERO,
      tax: decimal("91.20"),
      dealTax: null,
      total: decimal("471.20"),
    },
    problems: [],
    warnings: [],
    readAt: "2026-11-25T10:00:00Z",
    ...change,
  };
}

/** Answers a batch from the statements in it; `fault` for an item that has one. */
export function batch(answer: (query: string) => Record<string, unknown>) {
  return (request: Received): Reply => {
    const { BatchItemRequest } = JSON.parse(request.body) as {
      BatchItemRequest: { bId: string; Query: string }[];
    };
    const items = BatchItemRequest.map(({ bId, Query }) => ({ bId, ...answer(Query) }));
    // In another order than asked for: only `bId` tells them apart (docs/quickbooks.md 8.2).
    return json({ BatchItemResponse: items.reverse(), time: "x" });
  };
}
export const rows = (entity: string, list: unknown[]) => ({
  QueryResponse: list.length > 0 ? { [entity]: list } : {},
});
export const queriesOf = (request: Received | undefined) =>
  (
    JSON.parse(request?.body ?? "{}") as { BatchItemRequest: { Query: string }[] }
  ).BatchItemRequest.map((item) => item.Query);
