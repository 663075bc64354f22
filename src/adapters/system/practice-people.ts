/** What a customer, a bookkeeper and a salesperson do at the practice services, through the services' own APIs (docs/quickbooks.md 6, docs/pipedrive.md 15). */
import { setTimeout as delay } from "node:timers/promises";
import { PdqbError } from "../../domain/errors.ts";
import { decimal, toCents } from "../../domain/money/money.ts";
import type { BookkeeperAction, PracticeInvoice } from "../../ports.ts";

type Json = Record<string, unknown>;
type Line = Json & { DetailType: string; Amount: number; SalesItemLineDetail?: Json };
type InvoiceWire = Json & {
  Id: string;
  SyncToken: string;
  DocNumber?: string;
  TotalAmt: number;
  Balance: number;
  CustomerRef: Json;
  CurrencyRef?: { value: string };
  Line: Line[];
};
type Call = <T>(path: string, body?: Json) => Promise<T>;
type Act<Kind> = (
  call: Call,
  invoice: InvoiceWire,
  action: Extract<BookkeeperAction, { kind: Kind }>,
) => Promise<unknown>;

const ACTS: { [Kind in BookkeeperAction["kind"]]: Act<Kind> } = {
  pay(call, invoice, { amount = invoice.Balance }) {
    const { CustomerRef, CurrencyRef } = invoice;
    const Line = [link(invoice.Id, "Invoice", amount)];
    return call("payment", { CustomerRef, CurrencyRef, TotalAmt: amount, Line });
  },
  async credit(call, { Id, Balance, CustomerRef, CurrencyRef, ...invoice }, { amount }) {
    const first = invoice.Line.find((line) => line.DetailType === "SalesItemLineDetail");
    const { ItemRef, TaxCodeRef } = first?.SalesItemLineDetail ?? {};
    const detail = { ItemRef, TaxCodeRef };
    const line = { DetailType: "SalesItemLineDetail", Amount: amount, SalesItemLineDetail: detail };
    const { GlobalTaxCalculation } = invoice;
    const { CreditMemo: memo } = await call<{ CreditMemo: { Id: string; TotalAmt: number } }>(
      "creditmemo",
      { CustomerRef, CurrencyRef, GlobalTaxCalculation, Line: [line] },
    );
    const applied = Math.min(memo.TotalAmt, Balance);
    const Line = [link(Id, "Invoice", applied), link(memo.Id, "CreditMemo", applied)];
    return call("payment", { CustomerRef, CurrencyRef, TotalAmt: 0, Line });
  },
  edit: (call, invoice, { due, memo, change, remove }) =>
    update(call, invoice, {
      ...(due === undefined ? {} : { DueDate: due }),
      ...(memo === undefined ? {} : { CustomerMemo: { value: memo } }),
      ...(change || remove !== undefined ? { Line: editedLines(invoice, change, remove) } : {}),
    }),
  renumber: (call, invoice, { number }) => update(call, invoice, { DocNumber: number }),
  /** As "Copy" of the web app: all that was typed, the note with its marker too, under a new number, dated today. */
  copy(call, invoice) {
    const typed = Object.entries(invoice).filter(([member]) => !NOT_COPIED.includes(member));
    const Line = soldLines(invoice).map(({ Id: _id, LineNum: _number, ...line }) => line);
    const discount = invoice.Line.filter((line) => line.DetailType === "DiscountLineDetail");
    return call("invoice", { ...Object.fromEntries(typed), Line: [...Line, ...discount] });
  },
  void: (call, { Id, SyncToken }) => call("invoice?operation=void", { Id, SyncToken }),
  delete: (call, { Id, SyncToken }) => call("invoice?operation=delete", { Id, SyncToken }),
};

const NOT_COPIED = [
  "Id",
  "SyncToken",
  "MetaData",
  "DocNumber",
  "TxnDate",
  "DueDate",
  "LinkedTxn",
  "Balance",
  "HomeBalance",
  "Deposit",
  "TxnTaxDetail",
  "EmailStatus",
  "DeliveryInfo",
  "EInvoiceStatus",
  "PrintStatus",
];

const link = (TxnId: string, TxnType: string, Amount: number) => ({
  Amount,
  LinkedTxn: [{ TxnId, TxnType }],
});

const update = (call: Call, { Id, SyncToken, CustomerRef, CurrencyRef }: InvoiceWire, to: Json) =>
  call("invoice", { sparse: true, Id, SyncToken, CustomerRef, CurrencyRef, ...to });

const COUNTED_ALONE = ["SubTotalLineDetail", "DiscountLineDetail"];
const soldLines = ({ Line }: InvoiceWire) =>
  Line.filter(({ DetailType }) => !COUNTED_ALONE.includes(DetailType));

type LineChange = NonNullable<Extract<BookkeeperAction, { kind: "edit" }>["change"]>;

/** All lines as they are to be: QuickBooks takes them as a whole. */
function editedLines(
  invoice: InvoiceWire,
  change: LineChange | undefined,
  remove: number | undefined,
): Line[] {
  const lines = soldLines(invoice);
  const position = change?.line ?? remove ?? 0;
  if (!lines[position - 1])
    throw new PdqbError("usage", `The invoice has lines 1 to ${lines.length}.`);
  const rest = invoice.Line.filter(({ DetailType }) => DetailType === "DiscountLineDetail");
  const edited = lines.map((line, index) =>
    change && index === change.line - 1 ? changedLine(line, change) : line,
  );
  return [...edited.filter((_, index) => index + 1 !== remove), ...rest];
}

/** The amount follows from quantity and price, which are before tax. */
function changedLine(line: Line, { quantity, price, text }: LineChange): Line {
  const { TaxInclusiveAmt: _gross, ...detail } = line.SalesItemLineDetail ?? {};
  const Description = text ?? line["Description"];
  if (quantity === undefined && price === undefined) return { ...line, Description };
  const Qty = decimal(quantity ?? String(detail["Qty"] ?? 1));
  const UnitPrice = decimal(price ?? String(detail["UnitPrice"] ?? line.Amount));
  return {
    ...line,
    Description,
    Amount: toCents(Qty.times(UnitPrice)).toNumber(),
    SalesItemLineDetail: { ...detail, Qty: Qty.toNumber(), UnitPrice: UnitPrice.toNumber() },
  };
}

/** Does it, and reads what the invoice (of a copy: the new one) is then; undefined for one that was deleted. */
export async function bookkeeperAction(
  origin: string,
  env: Record<string, string>,
  id: string,
  action: BookkeeperAction,
): Promise<PracticeInvoice | undefined> {
  const call = caller(`${origin}/v3/company/${env.PRACTICE_REALM_ID}`, {
    authorization: `Bearer ${env.PRACTICE_QUICKBOOKS_ACCESS_TOKEN}`,
    accept: "application/json",
    "content-type": "application/json",
  });
  const { Invoice: invoice } = await call<{ Invoice: InvoiceWire }>(`invoice/${id}`);
  const act = ACTS[action.kind] as Act<BookkeeperAction["kind"]>;
  const answer = await act(call, invoice, action as never);
  if (action.kind === "delete") return undefined;
  const newId = action.kind === "copy" ? (answer as { Invoice: InvoiceWire }).Invoice.Id : id;
  const { Invoice: after } = await call<{ Invoice: InvoiceWire }>(`invoice/${newId}`);
  return {
    id: after.Id,
    number: after.DocNumber ?? null,
    currency: after.CurrencyRef?.value ?? "",
    total: decimal(String(after.TotalAmt)),
    balance: decimal(String(after.Balance)),
  };
}

const TRIES_MAX = 5;
const THROTTLED_MS = 1000;

function caller(books: string, headers: Record<string, string>): Call {
  return async <T>(path: string, body?: Json): Promise<T> => {
    const address = `${books}/${path}${path.includes("?") ? "&" : "?"}minorversion=75`;
    const sent = body ? { method: "POST", body: JSON.stringify(body) } : {};
    const ask = () => fetch(address, { ...sent, headers });
    let answer = await ask();
    // A person in the books knows no limit: what pdqb asked a moment ago counts for the same one.
    for (let tries = 1; answer.status === 429 && tries < TRIES_MAX; tries += 1) {
      await delay(THROTTLED_MS);
      answer = await ask();
    }
    const text = await answer.text();
    if (answer.ok) return JSON.parse(text) as T;
    throw new PdqbError("refused", `The practice books refused: ${faultOf(text)}`);
  };
}

function faultOf(text: string): string {
  try {
    const { Fault } = JSON.parse(text) as {
      Fault: { Error: { Message: string; Detail: string }[] };
    };
    return Fault.Error.map(({ Message, Detail }) => Detail || Message).join(" ");
  } catch {
    return text.slice(0, 200);
  }
}

/** The first deal is deleted, and its lines go to the second. */
export async function mergeDeals(
  env: Record<string, string>,
  from: number,
  into: number,
): Promise<void> {
  const answer = await fetch(`${env["PDQB_PIPEDRIVE_ORIGIN"]}/v1/deals/${from}/merge`, {
    method: "PUT",
    headers: {
      authorization: `Bearer ${env["PRACTICE_PIPEDRIVE_ACCESS_TOKEN"]}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ merge_with_id: into }),
  });
  if (answer.ok) return;
  const { error } = (await answer.json()) as { error?: string };
  throw new PdqbError("refused", `The practice Pipedrive refused: ${error ?? answer.status}`);
}
