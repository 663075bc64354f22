/** The one place from which a write to the books leaves, and the bodies that intents keep (docs/quickbooks.md 3, 4 and 6). */
import * as v from "valibot";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import type { QuickBooks, Written } from "../../ports.ts";
import type { Client } from "./client.ts";
import { same } from "./name-query.ts";
import { checkedId } from "./query-words.ts";
import { asAsked, parse, toCustomer, toItem, UnexpectedAnswer } from "./wire.ts";
import {
  bodyStart,
  customerOfBody,
  invoiceBody,
  numberOfBody,
  syncTokenOfBody,
  toInvoice,
} from "./wire-invoice.ts";

type Writes = Pick<
  QuickBooks,
  | "invoiceWrite"
  | "endWrite"
  | "copiesWrite"
  | "sendWrite"
  | "customerOfWrite"
  | "bodyStart"
  | "numberOfWrite"
  | "syncTokenOfWrite"
  | "deliveryBefore"
  | "send"
>;

/** Longest `requestid` that the service takes (docs/quickbooks.md 3). */
const REQUEST_ID_MAX = 50;

/** `withCurrency`: fills in the company's own where an answer leaves the currency out. */
export function quickbooksWrites(
  client: Client,
  withCurrency: (invoices: Invoice[]) => Promise<Invoice[]>,
): Writes {
  /** The invoice stands, whatever becomes of the question for its currency. */
  const complete = async (made: { value: Invoice; traceId: string | undefined }) => {
    const [invoice = made.value] = await withCurrency([made.value]).catch(() => []);
    return { invoice, traceId: made.traceId };
  };

  return {
    async invoiceWrite(plan, marker) {
      return { kind: "invoice", body: invoiceBody(plan, marker) };
    },
    endWrite: async (kind, { id, syncToken }) => ({
      kind,
      body: JSON.stringify({ Id: checkedId(id), SyncToken: syncToken }),
    }),
    copiesWrite: async ({ id, syncToken, customer, currency }, cc) => ({
      kind: "invoice_update",
      body: JSON.stringify({
        sparse: true,
        Id: checkedId(id),
        SyncToken: syncToken,
        // Some companies demand both even of a sparse update (docs/quickbooks.md 6).
        CustomerRef: { value: customer.id },
        CurrencyRef: { value: currency },
        BillEmailCc: { Address: cc },
      }),
    }),
    syncTokenOfWrite: async ({ body }) => syncTokenOfBody(body),
    sendWrite: async ({ id, emailedAt }, to) => ({
      kind: "send",
      body: JSON.stringify({ invoice: checkedId(id), to, before: emailedAt }),
    }),
    deliveryBefore: async ({ body }) => toSending(body).before,
    numberOfWrite: async ({ body }) => numberOfBody(body),
    bodyStart: async (customerId) => bodyStart(customerId),
    customerOfWrite: async ({ body }) => customerOfBody(body),
    async send(write, requestId): Promise<Written> {
      if (requestId === "" || requestId.length > REQUEST_ID_MAX)
        throw new RangeError("A request id has 1 to 50 characters.");
      const request = { requestId, body: write.body };
      // The empty object only makes the SDK send a body; the interceptor puts the exact text in its place.
      switch (write.kind) {
        case "customer":
        case "customer_update": {
          const made = await client.write(
            request,
            (sdk, done) => sdk.createCustomer({}, done),
            (answer) => asSent(write.body, toCustomer(answer)),
          );
          return { kind: write.kind, customer: made.value, traceId: made.traceId };
        }
        case "item": {
          const made = await client.write(
            request,
            (sdk, done) => sdk.createItem({}, done),
            (answer) => asSent(write.body, toItem(answer)),
          );
          return { kind: "item", item: made.value, traceId: made.traceId };
        }
        case "send": {
          const { invoice: id, to } = toSending(write.body);
          // The service takes an empty body of bytes; the SDK does not encode the address (docs/quickbooks.md 6).
          const sent = await client.write(
            { requestId, body: "", contentType: "application/octet-stream" },
            (sdk, done) => sdk.sendInvoicePdf(id, encodeURIComponent(to), done),
            (answer) => asAsked(toLiveInvoice(answer), id, (one) => one.id),
          );
          return { kind: "send", ...(await complete(sent)) };
        }
        case "invoice":
        case "invoice_update": {
          const made = await client.write(
            request,
            (sdk, done) => sdk.createInvoice({}, done),
            (answer) => invoiceAsSent(write.body, toLiveInvoice(answer)),
          );
          return { kind: write.kind, ...(await complete(made)) };
        }
        case "void": {
          const ended = await client.write(
            request,
            (sdk, done) => sdk.voidInvoice({}, done),
            (answer) => asSent(write.body, toLiveInvoice(wrapped(answer))),
          );
          return { kind: "void", ...(await complete(ended)) };
        }
        case "delete": {
          const ended = await client.write(
            request,
            (sdk, done) => sdk.deleteInvoice({}, done),
            (answer) => asSent(write.body, { id: toDeletedId(wrapped(answer)) }).id,
          );
          return { kind: "delete", invoiceId: ended.value, traceId: ended.traceId };
        }
      }
    },
  };
}

const sentSchema = v.object({
  Id: v.optional(v.string()),
  DisplayName: v.optional(v.string()),
  Name: v.optional(v.string()),
  CustomerRef: v.optional(v.object({ value: v.string() })),
  PrivateNote: v.optional(v.string()),
});

/** What was changed has the id that was sent; what was made, the name. */
function asSent<T extends { id: string; name?: string }>(body: string, answer: T): T {
  const sent = v.parse(sentSchema, JSON.parse(body));
  const name = sent.DisplayName ?? sent.Name;
  const isOther =
    (sent.Id !== undefined && sent.Id !== answer.id) ||
    (name !== undefined && !same(answer.name ?? null, name));
  if (isOther) throw new UnexpectedAnswer("another object than the one that was sent");
  return answer;
}

/**
 * An invoice that was made also has the customer and the marker: without them it is somebody else's. With them it is ours whatever it
 * came to, and one that is not linked would be billed again: its total is compared before it is linked (writes/kinds/invoice.ts), and a
 * difference stands in the history beside the link, is warned of, and stops what would have been e-mailed.
 */
function invoiceAsSent(body: string, answer: Invoice): Invoice {
  const { CustomerRef, PrivateNote } = v.parse(sentSchema, JSON.parse(body));
  const marker = PrivateNote?.split("\n").at(-1) ?? "";
  const isOther =
    (CustomerRef !== undefined && CustomerRef.value !== answer.customer.id) ||
    !answer.privateNote.includes(marker);
  if (isOther) throw new UnexpectedAnswer("another invoice than the one that was sent");
  return asSent(body, answer);
}

const sendingSchema = v.object({
  invoice: v.string(),
  to: v.string(),
  before: v.nullable(v.string()),
});

/** What a send's intent keeps: the request itself has no body. */
const toSending = (body: string) => v.parse(sendingSchema, JSON.parse(body));

/** The SDK takes an invoice out of its answer for every operation but these two. */
function wrapped(body: unknown): unknown {
  return parse(v.object({ Invoice: v.unknown() }), body, "an answer without an invoice").Invoice;
}

function toDeletedId(body: unknown): string {
  const { id, deleted } = toInvoice(body);
  if (!deleted) throw new UnexpectedAnswer("an invoice that is not deleted");
  return id;
}

function toLiveInvoice(body: unknown): Invoice {
  const invoice = toInvoice(body);
  if (invoice.deleted) throw new UnexpectedAnswer("a deleted invoice");
  return invoice;
}
