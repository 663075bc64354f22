/** What happens to an invoice of QuickBooks that is paid, voided, deleted or e-mailed. */
import type { BooksAssumption } from "../assumption.ts";
import { type Books, DELETE, said, VOID, versionOf } from "../bench.ts";
import { NotClear, NotPossible } from "../finding.ts";
import { readingOf } from "../readings.ts";
import { type Row, rowAt, textAt } from "../rows.ts";

/** An invoice to a customer of its own, and a payment of all of it. */
async function paidInvoice(books: Books): Promise<{ before: Row; after: Row }> {
  const customer = await books.newCustomer();
  const to = { value: customer.Id };
  const body = await books.invoice([10], { CustomerRef: to });
  const before = await books.make("Invoice", body);
  await books.make("Payment", {
    CustomerRef: to,
    ...("CurrencyRef" in body && { CurrencyRef: body.CurrencyRef }),
    TotalAmt: before.TotalAmt,
    Line: [
      {
        Amount: before.TotalAmt,
        LinkedTxn: [{ TxnId: before.Id, TxnType: "Invoice" }],
      },
    ],
  });
  return { before, after: await books.read("Invoice", textAt(before, "Id")) };
}

export const BOOKS_CHANGES: BooksAssumption[] = [
  {
    id: "Q17",
    sentence: "The change feed shows a voided invoice as changed, and a deleted one as Deleted",
    tries: "One invoice is voided, one deleted, and the feed is read",
    source: "docs/quickbooks.md 8.1",
    sure: "documented",
    because: "A refresh reads voids and deletions from the feed",
    expected: "both",
    others: ["void only", "delete only", "neither"],
    cost: { invoices: 2, calls: 17 },
    async experiment(books) {
      const kept = await books.make("Invoice", await books.invoice([10]));
      const removed = await books.make("Invoice", await books.invoice([10]));
      const since = textAt(rowAt(kept, "MetaData"), "CreateTime");
      await books.make("Invoice", versionOf(kept), VOID);
      await books.make("Invoice", versionOf(removed), DELETE);
      const { rows } = await books.changed("Invoice", since);
      const voided = rows.find(({ Id }) => Id === kept.Id);
      const deleted = rows.find(({ Id }) => Id === removed.Id);
      const hasVoid = voided !== undefined && Number(textAt(voided, "TotalAmt")) === 0;
      const hasDelete = textAt(deleted, "status") === "Deleted";
      const one = hasVoid ? "void only" : hasDelete ? "delete only" : "neither";
      const reading = hasVoid && hasDelete ? "both" : one;
      return { reading, seen: `The feed showed ${reading}.` };
    },
  },
  {
    id: "Q18",
    sentence: "A deleted invoice is answered with code 610",
    tries: "An invoice is deleted and read",
    source: "docs/quickbooks.md 5",
    sure: "documented",
    because: "An invoice with that answer is shown as deleted",
    expected: "610",
    others: ["still readable"],
    cost: { invoices: 1, calls: 15 },
    async experiment(books) {
      const made = await books.make("Invoice", await books.invoice([10]));
      await books.make("Invoice", versionOf(made), DELETE);
      const reply = await books.ask({ method: "GET", path: `invoice/${textAt(made, "Id")}` });
      return readingOf(reply, { "610": "610", done: "still readable" });
    },
  },
  {
    id: "Q33",
    sentence: "A void puts the word in front of the private note",
    tries: "An invoice is voided, and its private note read",
    source: "docs/quickbooks.md 5, 6",
    sure: "documented",
    because: "A voided invoice keeps its marker, and is found by it",
    expected: "prefix",
    others: ["replace"],
    practice: "quickbooks.void_note",
    cost: { invoices: 1, calls: 15 },
    async experiment(books) {
      const { note, after } = await voided(books);
      if (after.includes(note)) return { reading: "prefix", seen: "The old note stayed." };
      return { reading: "replace", seen: "The old note was removed." };
    },
  },
  {
    id: "Q34",
    sentence: "The word that a void writes is Voided",
    tries: "An invoice is voided, and the word in front of its private note read",
    source: "docs/quickbooks.md 5",
    sure: "uncertain",
    because: "A voided invoice is known by its zeroed lines and total as well",
    expected: "Voided",
    others: "any",
    practice: "quickbooks.void_word",
    cost: { invoices: 1, calls: 15 },
    async experiment(books) {
      const { note, after } = await voided(books);
      // Nothing but one word: what else stands there may be anyone's text.
      const word = /^(\p{L}{1,20})[\s:.-]*$/u.exec(after.replace(note, ""))?.[1];
      if (word === undefined) throw new NotClear("There was not one word in front of the note.");
      return { reading: word, seen: `It wrote ${word}.` };
    },
  },
  {
    id: "Q35",
    sentence: "An invoice with a payment applied cannot be voided",
    tries: "An invoice is paid, and voided",
    source: "docs/quickbooks.md 6",
    sure: "uncertain",
    because: "A void of a paid invoice needs --with-payments",
    expected: "refuse",
    others: ["unlink"],
    practice: "quickbooks.void_with_payment",
    chooses: "void.paid",
    cost: { customers: 1, invoices: 1, payments: 1, calls: 18 },
    async experiment(books) {
      const { after } = await paidInvoice(books);
      const reply = await books.post("Invoice", versionOf(after), VOID);
      return readingOf(reply, {
        "6450": "refuse",
        "6000": "refuse",
        "6480": "refuse",
        done: "unlink",
      });
    },
  },
  {
    id: "Q36",
    sentence: "An invoice with a payment applied cannot be deleted",
    tries: "An invoice is paid, and deleted",
    source: "docs/quickbooks.md 6",
    sure: "uncertain",
    because: "A delete of a paid invoice needs --with-payments",
    expected: "refuse",
    others: ["unlink"],
    practice: "quickbooks.delete_with_payment",
    chooses: "delete.paid",
    cost: { customers: 1, invoices: 1, payments: 1, calls: 18 },
    async experiment(books) {
      const { after } = await paidInvoice(books);
      const reply = await books.post("Invoice", versionOf(after), DELETE);
      return readingOf(reply, {
        ...{ "800": "refuse", "6480": "refuse", "6000": "refuse", "6540": "refuse" },
        done: "unlink",
      });
    },
  },
  {
    id: "Q37",
    sentence: "A payment raises the SyncToken of the invoice that it pays",
    tries: "An invoice is paid, and its SyncToken compared",
    source: "docs/quickbooks.md 6",
    sure: "uncertain",
    because: "An invoice is read again before each change of it",
    expected: "yes",
    others: ["no"],
    practice: "quickbooks.payment_moves_token",
    cost: { customers: 1, invoices: 1, payments: 1, calls: 17 },
    async experiment(books) {
      const { before, after } = await paidInvoice(books);
      const isSame = textAt(before, "SyncToken") === textAt(after, "SyncToken");
      return isSame
        ? { reading: "no", seen: "The token stayed." }
        : { reading: "yes", seen: "The token was another one." };
    },
  },
  {
    id: "Q40",
    sentence: "An invoice that was e-mailed has an EInvoiceStatus",
    tries: "An invoice is e-mailed to example.com, and read",
    source: "docs/quickbooks.md 5, 16.2",
    sure: "observed",
    because: "Where it is there it is shown; nothing rests on it",
    expected: "on",
    others: ["off"],
    practice: "quickbooks.einvoice_status",
    cost: { invoices: 1, "e-mails": 1, calls: 15 },
    async experiment(books) {
      const made = await books.make("Invoice", await books.invoice([10]));
      const reply = await books.ask({
        method: "POST",
        path: `invoice/${textAt(made, "Id")}/send`,
        query: [["sendTo", "pdqb-proof@example.com"]],
        contentType: "application/octet-stream",
      });
      books.lab.count("e-mails");
      if (reply.code === "6000")
        throw new NotPossible("The e-mail was refused with code 6000: a sandbox sends 40 a day.");
      if (reply.code !== null) throw new NotClear(`Sending answered ${said(reply)}.`);
      const after = await books.read("Invoice", textAt(made, "Id"));
      return textAt(after, "EInvoiceStatus") === ""
        ? { reading: "off", seen: "It had none." }
        : { reading: "on", seen: "It had one." };
    },
  },
  {
    id: "Q62",
    sentence: "A voided invoice has a PDF",
    tries: "An invoice is voided, and its PDF asked for",
    source: "docs/quickbooks.md 6",
    sure: "uncertain",
    because: "invoice pdf asks for it as for any other, and says what QuickBooks answers",
    expected: "yes",
    others: ["no"],
    cost: { invoices: 1, calls: 16 },
    async experiment(books) {
      const { id } = await voided(books);
      const reply = await books.ask({
        ...{ method: "GET", path: `invoice/${id}/pdf` },
        accept: "application/pdf, application/json",
      });
      if (String(reply.body).startsWith("%PDF")) return { reading: "yes", seen: "A PDF came." };
      return readingOf(reply, { fault: "no" });
    },
  },
];

async function voided(books: Books): Promise<{ id: string; note: string; after: string }> {
  const made = await books.make("Invoice", await books.invoice([10]));
  await books.make("Invoice", versionOf(made), VOID);
  const id = textAt(made, "Id");
  const after = await books.read("Invoice", id);
  return { id, note: textAt(made, "PrivateNote"), after: textAt(after, "PrivateNote") };
}
