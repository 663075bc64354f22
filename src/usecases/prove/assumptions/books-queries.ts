/** What QuickBooks' queries and its change feed take. */
import type { BooksAssumption } from "../assumption.ts";
import { type Books, said } from "../books.ts";
import { NotClear, NotPossible } from "../finding.ts";
import { textAt } from "../lab.ts";
import { readingOf } from "../readings.ts";

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
      for (let seconds = 0; seconds <= LAG_MAX_SECONDS; seconds += 1) {
        const found = await books.rows("Customer", `where DisplayName = '${name}'`);
        if (found.length > 0)
          return { reading: String(seconds), seen: `It was there after ${seconds} s.` };
        await books.lab.sleep(1_000);
      }
      throw new NotClear(`It was not there after ${LAG_MAX_SECONDS} s.`);
    },
  },
  {
    id: "Q10",
    sentence: "A number without quotes in a condition is refused",
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
    sentence: "A query that selects a member which the entity does not have is refused",
    source: "docs/quickbooks.md 7",
    sure: "reported",
    because: "Queries select all members",
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
    sentence: "Names of members in a query are taken in any case",
    source: "docs/quickbooks.md 17",
    sure: "reported",
    because: "Queries write names as the definitions do",
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
    source: "docs/quickbooks.md 8.1",
    sure: "uncertain",
    because: "A cursor that old is not used: the invoices are read again in full",
    expected: "fault",
    others: ["window"],
    practice: "quickbooks.cdc_too_old",
    cost: { calls: 2 },
    async experiment(books) {
      const daysAgo = (days: number) => new Date(books.lab.now().getTime() - days * DAY_MS);
      const recent = await books.changed("Customer", daysAgo(1).toISOString());
      if (recent.code !== null) throw new NotClear(`The feed answered ${said(recent)}.`);
      const reply = await books.changed("Customer", daysAgo(40).toISOString());
      return readingOf(reply, { fault: "fault", done: "window" });
    },
  },
];
