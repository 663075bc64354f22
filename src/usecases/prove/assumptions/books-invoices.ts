/** What a new invoice of QuickBooks may say: its number and its dates. */
import type { BooksAssumption } from "../assumption.ts";
import { type Books, DELETE, said, versionOf } from "../bench.ts";
import { NotClear, NotPossible } from "../finding.ts";
import { readingOf } from "../readings.ts";
import { rowAt, textAt } from "../rows.ts";

const DAY_MS = 86_400_000;
const NUMBERS_OFF = "Custom transaction numbers are off in this company.";

async function numbered(books: Books, number: string) {
  return books.post("Invoice", await books.invoice([10], { DocNumber: number }));
}

/** At most 21 characters, and used by nothing else. */
const newNumber = ({ lab }: Books) => lab.name().replace("pdqb proof ", "PP").replace(" ", "-");

export const BOOKS_INVOICES: BooksAssumption[] = [
  {
    id: "Q29",
    sentence: "An invoice number that is taken is refused with code 6140",
    tries: "Two invoices of one number are made",
    source: "docs/quickbooks.md 4.6",
    sure: "reported",
    because: "The number is looked for before it is used; two may still meet",
    expected: "refuse",
    others: ["accept"],
    practice: "quickbooks.duplicate_numbers",
    cost: { invoices: 2, calls: 15 },
    async experiment(books) {
      const number = newNumber(books);
      const first = await numbered(books, number);
      if (first.code !== null) throw new NotClear(`The first answered ${said(first)}.`);
      return readingOf(await numbered(books, number), { "6140": "refuse", done: "accept" });
    },
  },
  {
    id: "Q30",
    sentence: "The number of a deleted invoice may be used again",
    tries: "An invoice is deleted, and another made with its number",
    source: "docs/quickbooks.md 4.6",
    sure: "uncertain",
    because: "After a deletion the same number is offered again",
    expected: "free",
    others: ["taken"],
    practice: "quickbooks.deleted_numbers",
    cost: { invoices: 3, calls: 18 },
    async experiment(books) {
      const number = newNumber(books);
      const body = await books.invoice([10], { DocNumber: number });
      const made = await books.make("Invoice", body);
      const second = await books.post("Invoice", body);
      if (second.code === null) throw new NotPossible("The company accepts a number twice anyway.");
      await books.make("Invoice", versionOf(made), DELETE);
      return readingOf(await numbered(books, number), { "6140": "taken", done: "free" });
    },
  },
  {
    id: "Q31",
    sentence: "With custom transaction numbers, AUTO_GENERATE asks for a number",
    tries: "An invoice with the number AUTO_GENERATE is made",
    source: "docs/quickbooks.md 4.6",
    sure: "uncertain",
    because: "pdqb reserves the next number itself, and does not rest on the word",
    expected: "number",
    others: ["literal"],
    practice: "quickbooks.auto_generate",
    cost: { invoices: 1, calls: 14 },
    async experiment(books) {
      if (!(await books.facts()).customNumbers) throw new NotPossible(NUMBERS_OFF);
      const reply = await numbered(books, "AUTO_GENERATE");
      // A number that is taken is one: an invoice of an earlier proof has it.
      if (reply.code !== null) return readingOf(reply, { "6140": "literal" });
      return textAt(rowAt(reply.body, "Invoice"), "DocNumber") === "AUTO_GENERATE"
        ? { reading: "literal", seen: "The word became the number." }
        : { reading: "number", seen: "The invoice got a number." };
    },
  },
  {
    id: "Q32",
    sentence: "A due date that is sent beats the one that the terms give",
    tries: "An invoice is made with terms and a due date of its own",
    source: "docs/quickbooks.md 4.3",
    sure: "uncertain",
    because: "The due date is sent beside the terms, and compared after the create",
    expected: "sent",
    others: ["terms"],
    practice: "quickbooks.due_date",
    cost: { invoices: 1, calls: 15 },
    async experiment(books) {
      const terms = await books.rows("Term", "where Active = true maxresults 100");
      const term = terms.find((row) => Number(textAt(row, "DueDays")) >= 10);
      if (!term) throw new NotPossible("The company has no terms of ten days or more.");
      const day = (days: number) =>
        new Date(books.lab.now().getTime() + days * DAY_MS).toISOString().slice(0, 10);
      const body = await books.invoice([10], {
        TxnDate: day(0),
        DueDate: day(3),
        SalesTermRef: { value: term.Id },
      });
      const made = await books.make("Invoice", body);
      return textAt(made, "DueDate") === day(3)
        ? { reading: "sent", seen: "The date that was sent stayed." }
        : { reading: "terms", seen: "Another date was stored." };
    },
  },
  {
    id: "Q41",
    sentence: "An invoice in a closed period is refused with code 6200",
    tries: "An invoice is made on the closing date",
    source: "docs/quickbooks.md 12.2",
    sure: "documented",
    because: "A date in a closed period is a problem of the plan",
    expected: "6200",
    others: ["6210"],
    practice: "quickbooks.closed_books",
    cost: { invoices: 1, calls: 14 },
    async experiment(books) {
      const { closedUntil } = await books.facts();
      if (closedUntil === null) throw new NotPossible("The company has no closing date.");
      const body = await books.invoice([10], { TxnDate: closedUntil.slice(0, 10) });
      return readingOf(await books.post("Invoice", body), { "6200": "6200", "6210": "6210" });
    },
  },
  {
    id: "Q56",
    sentence: "With custom transaction numbers, an invoice that is sent without a number has none",
    tries: "An invoice is made without a number",
    source: "docs/quickbooks.md 4.6",
    sure: "documented",
    because: "The next number is reserved and sent",
    expected: "none",
    others: ["counted"],
    cost: { invoices: 1, calls: 14 },
    async experiment(books) {
      if (!(await books.facts()).customNumbers) throw new NotPossible(NUMBERS_OFF);
      const made = await books.make("Invoice", await books.invoice([10]));
      return textAt(made, "DocNumber") === ""
        ? { reading: "none", seen: "It had no number." }
        : { reading: "counted", seen: "It got a number." };
    },
  },
];
