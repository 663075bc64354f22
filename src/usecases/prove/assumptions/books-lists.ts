/** Customers and items of QuickBooks: names, texts, and what becomes of those that are made inactive. */
import type { BooksAssumption } from "../assumption.ts";
import { type Books, versionOf } from "../bench.ts";
import { NotClear } from "../finding.ts";
import { readingOf } from "../readings.ts";
import { type Row, rowAt, textAt } from "../rows.ts";

const named = ({ lab }: Books) => ({ DisplayName: lab.name() });

async function inactive(books: Books, entity: "Customer" | "Item", made: Row) {
  const change = { ...versionOf(made), sparse: true, Active: false };
  const name = entity === "Item" ? { Name: textAt(made, "Name"), Type: "Service" } : {};
  return books.make(entity, { ...name, ...change });
}

const withText = async (books: Books, text: string) =>
  books.post("Customer", { ...named(books), Notes: text });

export const BOOKS_LISTS: BooksAssumption[] = [
  {
    id: "Q19",
    sentence: "An invoice to an inactive customer is refused with code 610",
    tries: "A customer is made inactive, and an invoice sent to it",
    source: "docs/quickbooks.md 9",
    sure: "uncertain",
    because: "An inactive customer is a problem of the plan before anything is sent",
    expected: "610",
    others: ["2500", "6250"],
    practice: "quickbooks.inactive_customer",
    cost: { customers: 1, invoices: 1, calls: 14 },
    async experiment(books) {
      const made = await books.newCustomer();
      await inactive(books, "Customer", made);
      const body = await books.invoice([10], { CustomerRef: { value: made.Id } });
      const reply = await books.post("Invoice", body);
      return readingOf(reply, { "610": "610", "2500": "2500", "6250": "6250" });
    },
  },
  {
    id: "Q20",
    sentence: "An invoice with an inactive item is refused with code 2500",
    tries: "An item is made inactive, and an invoice made with it",
    source: "docs/quickbooks.md 10",
    sure: "uncertain",
    because: "An inactive item is a problem of the plan before anything is sent",
    expected: "2500",
    others: ["610"],
    practice: "quickbooks.inactive_item",
    cost: { items: 1, invoices: 1, calls: 15 },
    async experiment(books) {
      const made = await books.newItem();
      await inactive(books, "Item", made);
      const line = await books.line(10, { detail: { ItemRef: { value: made.Id } } });
      const reply = await books.post("Invoice", await books.invoice([], { Line: [line] }));
      return readingOf(reply, { "2500": "2500", "610": "610" });
    },
  },
  {
    id: "Q21",
    sentence: "A customer that is made inactive gets (deleted) after its name",
    tries: "A customer is made inactive and its name is read",
    source: "docs/quickbooks.md 9",
    sure: "reported",
    because: "A name may be taken by an inactive customer that now has another name",
    expected: "on",
    others: ["off"],
    practice: "quickbooks.inactive_suffix",
    cost: { customers: 1, calls: 3 },
    async experiment(books) {
      const made = await books.newCustomer();
      await inactive(books, "Customer", made);
      const after = await books.read("Customer", textAt(made, "Id"));
      return textAt(after, "DisplayName") === textAt(made, "DisplayName")
        ? { reading: "off", seen: "The name stayed." }
        : { reading: "on", seen: "The name was changed." };
    },
  },
  {
    id: "Q22",
    sentence: "A customer with an open balance cannot be made inactive",
    tries: "A customer with an open invoice is made inactive",
    source: "docs/quickbooks.md 17",
    sure: "reported",
    because: "A customer that has vanished has no open invoice",
    expected: "6220",
    others: ["accept"],
    practice: "quickbooks.inactive_with_balance",
    cost: { customers: 1, invoices: 1, calls: 15 },
    async experiment(books) {
      const made = await books.newCustomer();
      await books.make("Invoice", await books.invoice([10], { CustomerRef: { value: made.Id } }));
      const now = await books.read("Customer", textAt(made, "Id"));
      const reply = await books.post("Customer", {
        ...versionOf(now),
        sparse: true,
        Active: false,
      });
      return readingOf(reply, { "6220": "6220", done: "accept" });
    },
  },
  {
    id: "Q23",
    sentence: "A customer name that is taken is refused with code 6240",
    tries: "Two customers of one name are made",
    source: "docs/quickbooks.md 9",
    sure: "documented",
    because: "The operator is offered the customer that has the name",
    expected: "6240",
    others: ["accepted"],
    cost: { customers: 2, calls: 2 },
    async experiment(books) {
      const body = named(books);
      await books.make("Customer", body);
      return readingOf(await books.post("Customer", body), { "6240": "6240", done: "accepted" });
    },
  },
  {
    id: "Q24",
    sentence: "A colon in a customer's name is refused",
    tries: "A customer with a colon in its name is made",
    source: "docs/quickbooks.md 9",
    sure: "documented",
    because: "A colon of Pipedrive is replaced in a new customer's name",
    expected: "refused",
    others: ["accepted"],
    cost: { customers: 1, calls: 1 },
    async experiment(books) {
      await books.customer();
      const reply = await books.post("Customer", { DisplayName: `${books.lab.name()}:x` });
      return readingOf(reply, { fault: "refused", done: "accepted" });
    },
  },
  {
    id: "Q26",
    sentence: "Emoji and other four-byte characters are refused with code 2040",
    tries: "A customer with an emoji in its notes is made",
    source: "docs/quickbooks.md 2",
    sure: "uncertain",
    because: "Such a text is a problem of the plan, which names it",
    expected: "2040",
    others: ["500", "accept"],
    practice: "quickbooks.four_byte_text",
    cost: { customers: 1, calls: 1 },
    async experiment(books) {
      const reply = await withText(books, "proof \u{1F4B6}");
      if (reply.status >= 500) return { reading: "500", seen: `Answered ${reply.status}.` };
      return readingOf(reply, { "2040": "2040", done: "accept" });
    },
  },
  {
    id: "Q27",
    sentence: "Text outside the Latin scripts is accepted",
    tries: "A customer with Cyrillic and Japanese notes is made",
    source: "docs/quickbooks.md 2",
    sure: "uncertain",
    because: "Names in Greek, Cyrillic or Japanese are sent as they are",
    expected: "accept",
    others: ["2040"],
    practice: "quickbooks.non_latin_text",
    cost: { customers: 1, calls: 1 },
    experiment: async (books) =>
      readingOf(await withText(books, "Счёт 請求書"), { "2040": "2040", done: "accept" }),
  },
  {
    id: "Q28",
    sentence: "A tax identifier comes back masked but for its last characters",
    tries: "A customer with a tax identifier is made, and read",
    source: "docs/quickbooks.md 9",
    sure: "observed",
    because: "A masked identifier is never compared whole, and never written back",
    expected: "masked",
    others: ["whole", "left out"],
    cost: { customers: 1, calls: 2 },
    async experiment(books) {
      const made = await books.newCustomer({ PrimaryTaxIdentifier: "PROOF1234567" });
      const { PrimaryTaxIdentifier: value } = await books.read("Customer", textAt(made, "Id"));
      if (value === undefined) return { reading: "left out", seen: "It did not come back." };
      if (value === "PROOF1234567") return { reading: "whole", seen: "It came back whole." };
      const clear = /[^X*]*$/.exec(String(value))?.[0].length ?? 0;
      if (clear === String(value).length) throw new NotClear("It came back changed.");
      return { reading: "masked", seen: `The last ${clear} characters could be read.` };
    },
  },
  {
    id: "Q66",
    sentence: "Spaces around a customer's name are removed",
    tries: "A customer with two spaces before and after its name is made",
    source: "docs/quickbooks.md 9",
    sure: "uncertain",
    because: "pdqb removes them itself, and finds the name with or without",
    expected: "taken off",
    others: ["kept", "refused"],
    cost: { customers: 1, calls: 1 },
    async experiment(books) {
      await books.customer();
      const name = books.lab.name();
      const reply = await books.post("Customer", { DisplayName: `  ${name}  ` });
      if (reply.code !== null) return readingOf(reply, { fault: "refused" });
      return textAt(rowAt(reply.body, "Customer"), "DisplayName") === name
        ? { reading: "taken off", seen: "They were removed." }
        : { reading: "kept", seen: "The name came back changed." };
    },
  },
];
