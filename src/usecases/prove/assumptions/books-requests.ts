/** How QuickBooks takes requests: companies, tokens, and request ids. */
import type { BooksAssumption } from "../assumption.ts";
import { type Books, said, versionOf } from "../bench.ts";
import { NotClear } from "../finding.ts";
import { readingOf } from "../readings.ts";
import { isRow, rowAt, textAt } from "../rows.ts";

const MINUTES = 30;

const requestId = ({ lab }: Books): [string, string][] => [
  ["requestid", lab.name().replaceAll(" ", "-")],
];

/** Two creations under one id: their ids say whether one customer was made or two. */
async function twice(books: Books, first: object, second: object) {
  const query = requestId(books);
  const one = await books.post("Customer", first, query);
  const other = await books.post("Customer", second, query);
  return { one, other, idOf: (reply: typeof one) => textAt(rowAt(reply.body, "Customer"), "Id") };
}

export const BOOKS_REQUESTS: BooksAssumption[] = [
  {
    id: "Q1",
    sentence: "A repeated request id with the same content is answered with the first answer",
    tries: "A customer is made twice with one request id and one body",
    source: "docs/quickbooks.md 3",
    sure: "documented",
    because:
      "A write without an answer is sent again under its id, and counts on making nothing twice",
    expected: "replay",
    others: ["600"],
    practice: "quickbooks.requestid_repeat",
    cost: { customers: 2, calls: 2 },
    async experiment(books) {
      const body = { DisplayName: books.lab.name() };
      const { one, other, idOf } = await twice(books, body, body);
      if (one.code !== null) throw new NotClear(`The first answered ${said(one)}.`);
      const isSame = other.code === null && idOf(one) === idOf(other);
      if (isSame) return { reading: "replay", seen: "The same customer came again." };
      return readingOf(other, { "600": "600" });
    },
  },
  {
    id: "Q2",
    sentence: "A repeated request id with other content is answered with the first answer",
    tries: "Two customers of different names are made with one request id",
    source: "docs/quickbooks.md 3",
    sure: "uncertain",
    because: "An id belongs to one plan; another plan never uses it again",
    expected: "replay",
    others: ["600", "run"],
    practice: "quickbooks.requestid_other_body",
    cost: { customers: 2, calls: 2 },
    async experiment(books) {
      const { one, other, idOf } = await twice(
        books,
        { DisplayName: books.lab.name() },
        { DisplayName: books.lab.name() },
      );
      if (one.code !== null) throw new NotClear(`The first answered ${said(one)}.`);
      if (other.code !== null) return readingOf(other, { "600": "600" });
      const isSame = idOf(one) === idOf(other);
      return isSame
        ? { reading: "replay", seen: "The first customer came again, the second was not made." }
        : { reading: "run", seen: "A second customer was made." };
    },
  },
  {
    id: "Q3",
    sentence: "A refused request that is sent again under its request id is carried out",
    tries:
      "A customer whose name is taken is refused, the name is set free, and the request is sent again under its id",
    source: "docs/quickbooks.md 3",
    sure: "uncertain",
    because: "A plan that was refused gets a new id when it is sent again",
    expected: "run",
    others: ["replay"],
    practice: "quickbooks.requestid_failed",
    cost: { customers: 2, calls: 4 },
    async experiment(books) {
      const body = { DisplayName: books.lab.name() };
      const taken = await books.make("Customer", body);
      const query = requestId(books);
      const refused = await books.post("Customer", body, query);
      if (refused.code === null) throw new NotClear("A name that is taken was accepted.");
      const renamed = { ...versionOf(taken), sparse: true, DisplayName: books.lab.name() };
      await books.make("Customer", renamed);
      const again = await books.post("Customer", body, query);
      // 600 says that the id is remembered, so it is not carried out either.
      return readingOf(again, { done: "run", [refused.code]: "replay", "600": "replay" });
    },
  },
  {
    id: "Q4",
    sentence: "A request id of more than 50 characters is refused",
    tries: "A customer is made with a request id of 56 characters",
    source: "docs/quickbooks.md 3",
    sure: "documented",
    because: "Ids of pdqb have 36 characters",
    expected: "refused",
    others: ["accepted"],
    cost: { customers: 1, calls: 1 },
    async experiment(books) {
      const query: [string, string][] = [["requestid", `proof-${"x".repeat(50)}`]];
      const reply = await books.post("Customer", { DisplayName: books.lab.name() }, query);
      return readingOf(reply, {
        done: "accepted",
        "6000": "refused",
        "2050": "refused",
        "2130": "refused",
      });
    },
  },
  {
    id: "Q5",
    sentence: "A token that belongs to another company is refused with 403 and code 3100",
    tries: "Company 1 is read with this profile's token",
    source: "docs/quickbooks.md 12.2",
    sure: "reported",
    because: "A token that has expired is renewed, this one is not",
    expected: "3100",
    others: ["100"],
    practice: "quickbooks.wrong_realm",
    cost: { calls: 1 },
    async experiment(books) {
      const reply = await books.ask({
        method: "GET",
        path: "companyinfo/1",
        access: "other_company",
      });
      return readingOf(reply, { "3100": "3100", "100": "100" });
    },
  },
  {
    id: "Q6",
    sentence: "A refused token is answered with JSON where JSON was asked for",
    tries: "The company is read with an invalid token",
    source: "docs/quickbooks.md 12.1",
    sure: "reported",
    because: "Answers are read by what they are, JSON or XML",
    expected: "json",
    others: ["xml"],
    practice: "quickbooks.gateway_form",
    cost: { calls: 1 },
    async experiment(books) {
      const { status, body } = await books.ask({
        method: "GET",
        path: "companyinfo/1",
        access: "bad_token",
      });
      if (status !== 401) throw new NotClear(`Answered ${status}.`);
      const reading = isRow(body) ? "json" : String(body).trimStart().startsWith("<") ? "xml" : "";
      return { reading, seen: `Answered 401${reading ? ` as ${reading.toUpperCase()}` : ""}.` };
    },
  },
  {
    id: "Q7",
    sentence: "A change with an old SyncToken is refused with code 5010",
    tries: "A customer is changed twice, the second time with the token of before",
    source: "docs/quickbooks.md 6",
    sure: "documented",
    because: "The object is read again and the change is planned again",
    expected: "5010",
    others: ["accepted"],
    cost: { customers: 1, calls: 3 },
    async experiment(books) {
      const made = await books.newCustomer();
      const change = { ...versionOf(made), sparse: true, Notes: "proof" };
      await books.make("Customer", change);
      const reply = await books.post("Customer", { ...change, Notes: "proof again" });
      return readingOf(reply, { "5010": "5010", done: "accepted" });
    },
  },
  {
    id: "Q8",
    sentence: "An empty text in a sparse update clears the field",
    tries: "The notes of a customer are set to an empty text",
    source: "docs/quickbooks.md 6",
    sure: "uncertain",
    because: "What is no longer in Pipedrive is cleared at the customer in this way",
    expected: "clear",
    others: ["keep"],
    practice: "quickbooks.sparse_empty",
    cost: { customers: 1, calls: 3 },
    async experiment(books) {
      const made = await books.newCustomer({ Notes: "to be cleared" });
      await books.make("Customer", { ...versionOf(made), sparse: true, Notes: "" });
      const after = textAt(await books.read("Customer", textAt(made, "Id")), "Notes");
      return after === ""
        ? { reading: "clear", seen: "The text was cleared." }
        : { reading: "keep", seen: "The text stayed." };
    },
  },
  {
    id: "Q55",
    sentence: "A request id is still known half an hour later",
    tries: "A customer is made, and half an hour later made again with the same request id",
    source: "docs/quickbooks.md 3",
    sure: "uncertain",
    because: "A create that broke off is sent again under its id whenever the command is repeated",
    expected: "24",
    others: ["0.5"],
    practice: "quickbooks.requestid_hours",
    minutes: MINUTES,
    cost: { customers: 2, calls: 3 },
    async experiment(books) {
      const query = requestId(books);
      const body = { DisplayName: books.lab.name() };
      const made = await books.make("Customer", body, query);
      await books.lab.sleep(MINUTES * 60_000);
      const reply = await books.post("Customer", body, query);
      // Carried out again, the name would be taken (6240).
      if (reply.code === "6240") return { reading: "0.5", seen: "It was carried out again." };
      const isSame = textAt(rowAt(reply.body, "Customer"), "Id") === made.Id;
      if (isSame) return { reading: "24", seen: "The first answer came again." };
      return readingOf(reply, { "600": "24" });
    },
  },
];
