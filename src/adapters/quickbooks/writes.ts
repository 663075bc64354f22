/** The one place from which a write to the books leaves, whatever its kind (docs/quickbooks.md 3 and 6). */
import * as v from "valibot";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import type { BooksEntities, BooksEntity, BooksRequest, QuickBooks } from "../../ports.ts";
import type { Client } from "./client.ts";
import { same } from "./name-query.ts";
import { checkedId } from "./query-words.ts";
import type { Done, Sdk } from "./sdk.ts";
import { asAsked, toCustomer, toItem, UnexpectedAnswer } from "./wire.ts";
import { toInvoice } from "./wire-invoice.ts";

/** Longest `requestid` that the service takes (docs/quickbooks.md 3). */
const REQUEST_ID_MAX = 50;

const READERS: { [E in BooksEntity]: (wire: unknown) => BooksEntities[E] } = {
  Customer: toCustomer,
  Item: toItem,
  Invoice: toInvoice,
};

/** `withCurrency`: fills in the company's own where an answer leaves the currency out. */
export function quickbooksWrites(
  client: Client,
  withCurrency: (invoices: Invoice[]) => Promise<Invoice[]>,
): Pick<QuickBooks, "send"> {
  return {
    async send<E extends BooksEntity>(request: BooksRequest<E>, requestId: string) {
      if (requestId === "" || requestId.length > REQUEST_ID_MAX)
        throw new RangeError("A request id has 1 to 50 characters.");
      const { value, traceId } = await client.write(
        // The service takes an empty body of bytes for a sending (docs/quickbooks.md 6).
        request.operation === "send"
          ? { requestId, body: "", contentType: "application/octet-stream" }
          : { requestId, body: request.body },
        (sdk, done) => leave(sdk, request, done),
        (answer) => aboutSent(request, READERS[request.entity](unwrapped(request.entity, answer))),
      );
      if (!isLiveInvoice(value)) return { made: value, traceId };
      // The invoice stands, whatever becomes of the question for its currency.
      const [complete = value] = await withCurrency([value]).catch(() => []);
      return { made: { ...value, ...complete }, traceId };
    },
  };
}

function leave(sdk: Sdk, request: BooksRequest, done: Done): void {
  const { entity, operation } = request;
  if (operation !== "send")
    // The empty object only makes the SDK send a body; the interceptor puts the exact text in its place.
    sdk[`${operation}${entity}`]({}, done);
  // The SDK does not encode the address.
  else sdk[`send${entity}Pdf`](checkedId(request.id), encodeURIComponent(request.to), done);
}

/** The SDK takes what was made out of its answer, but for voiding and deleting. */
function unwrapped(entity: BooksEntity, answer: unknown): unknown {
  const wrapped = v.safeParse(v.object({ [entity]: v.unknown() }), answer);
  return wrapped.success ? wrapped.output[entity] : answer;
}

const isDeleted = (made: BooksEntities[BooksEntity]) => "deleted" in made && made.deleted;

const isLiveInvoice = (made: BooksEntities[BooksEntity]): made is Invoice =>
  "deleted" in made && !made.deleted;

const sentSchema = v.object({
  Id: v.optional(v.string()),
  DisplayName: v.optional(v.string()),
  Name: v.optional(v.string()),
  CustomerRef: v.optional(v.object({ value: v.string() })),
  PrivateNote: v.optional(v.string()),
});

/**
 * What was changed has the id that was sent; what was made, the name. An invoice that was made also has the customer and the marker:
 * without them it is somebody else's. With them it is ours whatever it came to, and one that is not linked would be billed again: its
 * total is compared before it is linked (writes/kinds/invoice.ts), and a difference stands in the history beside the link, is warned of,
 * and stops what would have been e-mailed.
 */
function aboutSent<M extends BooksEntities[BooksEntity]>(request: BooksRequest, made: M): M {
  if (isDeleted(made) !== (request.operation === "delete"))
    throw new UnexpectedAnswer(
      isDeleted(made) ? "a deleted invoice" : "an invoice that is not deleted",
    );
  if (request.operation === "send") return asAsked(made, request.id, ({ id }) => id);
  const sent = v.parse(sentSchema, JSON.parse(request.body));
  const name = sent.DisplayName ?? sent.Name;
  const isOther =
    (sent.Id !== undefined && sent.Id !== made.id) ||
    (name !== undefined && !same("name" in made ? made.name : null, name)) ||
    ("customer" in made && isOtherInvoice(sent, made));
  if (isOther) throw new UnexpectedAnswer("another object than the one that was sent");
  return made;
}

function isOtherInvoice(
  { CustomerRef, PrivateNote = "" }: v.InferOutput<typeof sentSchema>,
  { customer, privateNote }: Invoice,
): boolean {
  const marker = PrivateNote.split("\n").at(-1) ?? "";
  const isOthers = CustomerRef !== undefined && CustomerRef.value !== customer.id;
  return isOthers || !privateNote.includes(marker);
}
