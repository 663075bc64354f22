/** What QuickBooks' queries and its change feed take. */
import type { BooksAssumption } from "../assumption.ts";
import { type Books, said } from "../bench.ts";
import { NotClear, NotPossible } from "../finding.ts";
import { readingOf } from "../readings.ts";
import { rowAt, textAt } from "../rows.ts";

/** How long a query is watched for a row that it does not show. */
const LAG_MAX_SECONDS = 30;
const DAY_MS = 86_400_000;

/** The reading of a query that is answered, and of one that the parser or the validation refuses. */
const queried = async (books: Books, statement: string, readings: [taken: string, not: string]) =>
  readingOf(await books.query(statement), {
    done: readings[0],
    "4000": readings[1],
    "4001": readings[1],
  });

export const BOOKS_QUERIES: BooksAssumption[] = [
  {
    id: "Q9",
    sentence: "A query shows at once what was created",
    tries: "A customer is made and asked for by name once a second",
    source: "docs/quickbooks.md 7",
    sure: "uncertain",
    because:
      "After an unclear write the books are asked several times before it is taken for not done",
    expected: "0",
    others: "any",
    practice: "quickbooks.query_lag_seconds",
    cost: { customers: 1, calls: LAG_MAX_SECONDS + 2 },
    async experiment(books) {
      const name = books.lab.name();
      await books.newCustomer({ DisplayName: name });
      const seconds = await secondsUntilFound(books, name);
      if (seconds === null) throw new NotClear(`It was not there after ${LAG_MAX_SECONDS} s.`);
      return { reading: String(seconds), seen: `It was there after ${seconds} s.` };
    },
  },
  {
    id: "Q10",
    sentence: "A number without quotes in a condition is refused",
    tries: "Invoices with Balance > 99999999 are asked for, the number without quotes",
    source: "docs/quickbooks.md 7, 17",
    sure: "reported",
    because: "Every value in a query is quoted",
    expected: "refuse",
    others: ["accept"],
    practice: "quickbooks.query_bare_numbers",
    cost: { calls: 1 },
    experiment: (books) =>
      queried(books, "select * from Invoice where Balance > 99999999 maxresults 1", [
        "accept",
        "refuse",
      ]),
  },
  {
    id: "Q11",
    sentence: "A query that selects an unknown field is refused",
    tries: "A query selects a field that no customer has",
    source: "docs/quickbooks.md 7",
    sure: "reported",
    because: "pdqb's queries select all fields",
    expected: "refuse",
    others: ["ignore"],
    practice: "quickbooks.query_unknown_selection",
    cost: { calls: 1 },
    experiment: (books) =>
      queried(books, "select Id, NoSuchMember from Customer maxresults 1", ["ignore", "refuse"]),
  },
  {
    id: "Q12",
    sentence: "Customers cannot be asked for by their e-mail address",
    tries: "Customers are asked for by an e-mail address",
    source: "docs/quickbooks.md 17",
    sure: "reported",
    because: "A match by e-mail is given up where the query is refused",
    expected: "refuse",
    others: ["accept"],
    practice: "quickbooks.customer_by_email",
    cost: { calls: 1 },
    experiment: (books) =>
      queried(
        books,
        "select * from Customer where PrimaryEmailAddr = 'nobody@example.com' maxresults 1",
        ["accept", "refuse"],
      ),
  },
  {
    id: "Q13",
    sentence: "Queries accept field names in any case",
    tries: "Customers are asked for by displayname in small letters",
    source: "docs/quickbooks.md 17",
    sure: "reported",
    because: "pdqb writes field names as the definitions do",
    expected: "any",
    others: ["exact"],
    practice: "quickbooks.query_property_case",
    cost: { calls: 1 },
    experiment: (books) =>
      queried(books, "select * from Customer where displayname = 'x' maxresults 1", [
        "any",
        "exact",
      ]),
  },
  {
    id: "Q14",
    sentence: "A query with a character beyond Latin-1 is refused with code 4000",
    tries: "A customer is asked for by a name of Polish letters",
    source: "docs/quickbooks.md 7, 17",
    sure: "reported",
    because: "Such a character becomes % in a LIKE, and answers are compared here",
    expected: "refuse",
    others: ["accept"],
    practice: "quickbooks.query_beyond_latin1",
    cost: { calls: 1 },
    experiment: (books) =>
      queried(books, "select * from Customer where DisplayName = 'Łódź' maxresults 1", [
        "accept",
        "refuse",
      ]),
  },
  {
    id: "Q15",
    sentence: "Each page of a query for tax codes in the US begins with the three pseudo codes",
    tries: "The second tax code is asked for alone, and looked at for pseudo codes",
    source: "docs/quickbooks.md 16.2",
    sure: "observed",
    because: "Pages of tax codes are not counted by their rows",
    expected: "every",
    others: ["first"],
    practice: "quickbooks.pseudo_tax_codes",
    cost: { calls: 12 },
    async experiment(books) {
      if (!(await books.facts()).isUs) throw new NotPossible("The company is not in the US.");
      const rows = await books.rows("TaxCode", "startposition 2 maxresults 1");
      const isThere = rows.some((row) => textAt(row, "Name") === "NON" || row.Id === "NON");
      return {
        reading: isThere ? "every" : "first",
        seen: `The second page had ${isThere ? "" : "no "}pseudo codes.`,
      };
    },
  },
  {
    id: "Q16",
    sentence: "The change feed refuses a time more than 30 days ago",
    tries: "The feed is asked for changes since yesterday, and since 40 days ago",
    source: "docs/quickbooks.md 8.1",
    sure: "uncertain",
    because: "A cursor that old is not used: the invoices are read again in full",
    expected: "fault",
    others: ["window"],
    practice: "quickbooks.cdc_too_old",
    cost: { calls: 2 },
    async experiment(books) {
      const daysAgo = (days: number) => new Date(books.lab.now().getTime() - days * DAY_MS);
      const { reply: recent } = await books.changed("Customer", daysAgo(1).toISOString());
      if (recent.code !== null) throw new NotClear(`The feed answered ${said(recent)}.`);
      const { reply } = await books.changed("Customer", daysAgo(40).toISOString());
      return readingOf(reply, { fault: "fault", done: "window" });
    },
  },
  {
    id: "Q63",
    sentence: "In a query a backslash is escaped with a backslash",
    tries: "A customer with a backslash in its name is made, and asked for by it",
    source: "docs/quickbooks.md 7",
    sure: "uncertain",
    because: "Names with a backslash are looked for in this way",
    expected: "found",
    others: ["not found", "refused"],
    cost: { customers: 1, calls: LAG_MAX_SECONDS + 3 },
    async experiment(books) {
      const name = books.lab.name();
      await books.newCustomer({ DisplayName: `${name} \\ x` });
      const escaped = `${name} \\\\ x`;
      const reply = await books.query(`select * from Customer where DisplayName = '${escaped}'`);
      if (reply.code !== null) return readingOf(reply, { fault: "refused" });
      // A query may lag behind what was made.
      return (await secondsUntilFound(books, escaped)) !== null
        ? { reading: "found", seen: "It was found." }
        : { reading: "not found", seen: "It was not found." };
    },
  },
  {
    id: "Q64",
    sentence: "A query takes a list of 100 ids",
    tries: "Customers are asked for by 100 ids",
    source: "docs/quickbooks.md 7",
    sure: "uncertain",
    because: "Lists of at most 100 are asked for at a time",
    expected: "taken",
    others: ["refused"],
    cost: { calls: 1 },
    async experiment(books) {
      const ids = Array.from({ length: 100 }, (_, at) => `'${at + 1}'`);
      return readingOf(await books.query(`select * from Customer where Id in (${ids})`), {
        ...{ done: "taken", fault: "refused", "414": "refused" },
      });
    },
  },
  {
    id: "Q65",
    sentence: "The change feed shows what was changed in the very second that is asked for",
    tries: "A customer is made, and the feed read from its own time on",
    source: "docs/quickbooks.md 8.1",
    sure: "uncertain",
    because: "A minute is read twice, so that the boundary does not matter",
    expected: "shown",
    others: ["left out"],
    cost: { customers: 1, calls: 2 },
    async experiment(books) {
      const made = await books.newCustomer();
      const time = textAt(rowAt(made, "MetaData"), "LastUpdatedTime");
      const { reply, rows } = await books.changed("Customer", time);
      if (reply.code !== null) throw new NotClear(`The feed answered ${said(reply)}.`);
      return rows.some(({ Id }) => Id === made.Id)
        ? { reading: "shown", seen: "It was shown." }
        : { reading: "left out", seen: "It was left out." };
    },
  },
];

/** A customer is asked for by its name once a second; null where the time was up. */
async function secondsUntilFound(books: Books, name: string): Promise<number | null> {
  for (let seconds = 0; seconds <= LAG_MAX_SECONDS; seconds += 1) {
    const found = await books.rows("Customer", `where DisplayName = '${name}'`);
    if (found.length > 0) return seconds;
    await books.lab.sleep(1_000);
  }
  return null;
}
