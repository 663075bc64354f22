/** Lengths, fields and amounts that QuickBooks takes, cuts or refuses. */
import type { BooksAssumption } from "../assumption.ts";
import type { Books, BooksReply } from "../bench.ts";
import { NotPossible, type Observation } from "../finding.ts";
import { readingOf } from "../readings.ts";
import { type Row, rowAt, rowsAt, textAt } from "../rows.ts";

/** Once it is known that the same without `more` is accepted. */
async function withInvoice(books: Books, more: Row): Promise<BooksReply> {
  await books.plainInvoice();
  return books.post("Invoice", await books.invoice([10], more));
}

/** `kept`: what the answer has of a text that was sent with `length` characters. */
function lengthReading(reply: BooksReply, kept: string, length: number): Observation {
  if (reply.code !== null) return readingOf(reply, { fault: "refused" });
  const reading = kept.length === length ? "accepted" : "cut";
  return { reading, seen: `${kept.length} of ${length} characters were kept.` };
}

export const BOOKS_LIMITS: BooksAssumption[] = [
  {
    id: "Q25",
    sentence: "A customer's name of more than 500 characters is refused, not cut",
    tries: "A customer with a name of more than 500 characters is made",
    source: "docs/quickbooks.md 9",
    sure: "documented",
    because: "pdqb refuses a text that is too long before sending anything",
    expected: "refused",
    others: ["cut", "accepted"],
    cost: { customers: 1, calls: 1 },
    async experiment(books) {
      await books.customer();
      const name = `${books.lab.name()} ${"x".repeat(500)}`;
      const reply = await books.post("Customer", { DisplayName: name });
      const kept = textAt(rowAt(reply.body, "Customer"), "DisplayName");
      return lengthReading(reply, kept, name.length);
    },
  },
  {
    id: "Q38",
    sentence: "A custom field that is not defined is ignored",
    tries: "An invoice is made with a custom field of the number 97",
    source: "docs/quickbooks.md 4.8",
    sure: "uncertain",
    because: "The purchase order goes into a field that the company has defined",
    expected: "ignore",
    others: ["3000"],
    practice: "quickbooks.unknown_custom_field",
    cost: { invoices: 1, calls: 14 },
    async experiment(books) {
      const CustomField = [customField("97", "proof")];
      const reply = await withInvoice(books, { CustomField });
      return readingOf(reply, { "3000": "3000", done: "ignore" });
    },
  },
  {
    id: "Q39",
    sentence: "A custom field holds 31 characters",
    tries: "Invoices are made with longer and longer texts in a custom field",
    source: "docs/quickbooks.md 4.8",
    sure: "uncertain",
    because: "A purchase order of more characters is a problem of the plan",
    expected: "31",
    others: "any",
    practice: "quickbooks.custom_field_length",
    cost: { invoices: 12, calls: 26 },
    async experiment(books) {
      const { customField: id } = await books.facts();
      if (id === null) throw new NotPossible("The company has defined no custom field.");
      const holds = async (length: number) => {
        const CustomField = [customField(id, "x".repeat(length))];
        const reply = await withInvoice(books, { CustomField });
        const [kept] = rowsAt((reply.body as { Invoice?: unknown }).Invoice, "CustomField").filter(
          ({ DefinitionId }) => DefinitionId === id,
        );
        return reply.code === null && textAt(kept, "StringValue").length === length;
      };
      const longest = (await holds(31)) && !(await holds(32)) ? 31 : await longestOf(holds);
      return { reading: String(longest), seen: `It held ${longest} characters.` };
    },
  },
  {
    id: "Q42",
    sentence: "A total below zero is refused",
    tries: "An invoice of 10.00 and -20.00 is made",
    source: "docs/quickbooks.md 4.2",
    sure: "documented",
    because: "A deal whose lines come to less than nothing is not invoiced",
    expected: "refused",
    others: ["accepted"],
    cost: { invoices: 1, calls: 14 },
    async experiment(books) {
      await books.plainInvoice();
      const reply = await books.post("Invoice", await books.invoice([10, -20]));
      return readingOf(reply, { fault: "refused", done: "accepted" });
    },
  },
  {
    id: "Q50",
    sentence: "An amount that is not quantity times price is refused with code 6070",
    tries: "An invoice is made with 3 × 3.33 and an amount of 10.00",
    source: "docs/quickbooks.md 4.2",
    sure: "reported",
    because: "Lines are changed to a form that can be booked, or refused before anything is sent",
    expected: "6070",
    others: ["accepted"],
    cost: { invoices: 1, calls: 14 },
    async experiment(books) {
      const Line = [await books.line(10, { detail: { Qty: 3, UnitPrice: 3.33 } })];
      const reply = await books.post("Invoice", await books.invoice([], { Line }));
      return readingOf(reply, { "6070": "6070", done: "accepted" });
    },
  },
  {
    id: "Q57",
    sentence: "An invoice number of more than 21 characters is refused, not cut",
    tries: "An invoice with a number of 22 characters is made",
    source: "docs/quickbooks.md 4.6",
    sure: "documented",
    because: "A number that is too long is a problem of the plan",
    expected: "refused",
    others: ["cut", "accepted"],
    cost: { invoices: 1, calls: 14 },
    async experiment(books) {
      const DocNumber = books.lab.name().replaceAll(" ", "-").padEnd(22, "x").slice(-22);
      const reply = await withInvoice(books, { DocNumber });
      return lengthReading(reply, textAt(rowAt(reply.body, "Invoice"), "DocNumber"), 22);
    },
  },
  {
    id: "Q58",
    sentence: "A line's text of more than 4,000 characters is refused, not cut",
    tries: "An invoice with a line text of 4,001 characters is made",
    source: "docs/quickbooks.md 4.2",
    sure: "documented",
    because: "pdqb refuses a text that is too long before sending anything",
    expected: "refused",
    others: ["cut", "accepted"],
    cost: { invoices: 1, calls: 14 },
    async experiment(books) {
      const Line = [await books.line(10, { Description: "x".repeat(4_001) })];
      const reply = await withInvoice(books, { Line });
      const [line] = rowsAt(rowAt(reply.body, "Invoice"), "Line");
      return lengthReading(reply, textAt(line, "Description"), 4_001);
    },
  },
  {
    id: "Q59",
    sentence: "A line below zero is accepted while the total is not",
    tries: "An invoice of 20.00 and -10.00 is made",
    source: "docs/quickbooks.md 4.2",
    sure: "documented",
    because: "A credit line of a deal becomes a line of the invoice",
    expected: "accepted",
    others: ["refused"],
    cost: { invoices: 1, calls: 14 },
    async experiment(books) {
      await books.plainInvoice();
      const reply = await books.post("Invoice", await books.invoice([20, -10]));
      return readingOf(reply, { fault: "refused", done: "accepted" });
    },
  },
  {
    id: "Q60",
    sentence: "A line of 0.00 is accepted with its quantity and price",
    tries: "An invoice of 10.00 and of 2 × 0.00 is made",
    source: "docs/quickbooks.md 4.2",
    sure: "uncertain",
    because: "Free lines of a deal are lines of the invoice",
    expected: "accepted",
    others: ["refused"],
    cost: { invoices: 1, calls: 14 },
    async experiment(books) {
      const free = await books.line(0, { detail: { Qty: 2, UnitPrice: 0 } });
      const reply = await withInvoice(books, { Line: [await books.line(10), free] });
      return readingOf(reply, { fault: "refused", done: "accepted" });
    },
  },
  {
    id: "Q61",
    sentence: "An invoice takes several e-mail addresses with commas",
    tries: "An invoice is made to two addresses of example.com, and not sent",
    source: "docs/quickbooks.md 4.3",
    sure: "uncertain",
    because: "Several addresses go into the invoice as they were given",
    expected: "kept",
    others: ["refused", "cut"],
    cost: { invoices: 1, calls: 14 },
    async experiment(books) {
      const Address = "pdqb-proof@example.com, pdqb-proof-2@example.com";
      const reply = await withInvoice(books, { BillEmail: { Address } });
      if (reply.code !== null) return readingOf(reply, { fault: "refused" });
      const kept = textAt(rowAt(rowAt(reply.body, "Invoice"), "BillEmail"), "Address");
      return kept.includes("proof@") && kept.includes("proof-2@")
        ? { reading: "kept", seen: "Both came back." }
        : { reading: "cut", seen: "Not both came back." };
    },
  },
];

function customField(id: string, value: string): Row {
  return { DefinitionId: id, Type: "StringType", StringValue: value };
}

/** By halves, from 0 to 1,023. */
async function longestOf(holds: (length: number) => Promise<boolean>): Promise<number> {
  let longest = 0;
  for (let step = 512; step >= 1; step /= 2) {
    if (await holds(longest + step)) longest += step;
  }
  return longest;
}
