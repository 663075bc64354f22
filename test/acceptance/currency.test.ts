// A deal in dollars in books of euros. Deal 131: 8 × 124.99 = 999.92 USD at 0 %, for a customer who is billed in dollars.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cents, centsText, exact, times } from "../support/exact.ts";
import { type Books, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { create, openWorld } from "../support/world.ts";

const home = new Home();
let books: Books;

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
  await home.run(["tax", "link", "0", "--code", "Vienti 0%"]);
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

type Problem = { code: string; message: string; next: string };
type Answer = {
  outcome: string;
  invoice: { id: string; currency: string; total: string };
  plan: {
    date: string;
    exchange_rate: {
      rate: string;
      date: string | null;
      home_currency: string;
      home_total: string;
    } | null;
    problems: Problem[];
  };
  warnings: { code: string }[];
};
const plan = async (args: string, code = 0) =>
  ((await home.json(`invoice create ${args} --dry-run`, code)) as unknown as Answer).plan;
const problems = async (args: string) => (await plan(args, 3)).problems;

/** What the books themselves have for a day. */
async function rateOf(date: string): Promise<string> {
  const answer = (await books.read(
    `exchangerate?sourcecurrencycode=USD&asofdate=${date}`,
  )) as unknown as {
    ExchangeRate: { Rate: number };
  };
  return String(answer.ExchangeRate.Rate);
}
const inEuros = (rate: string) => centsText(cents(times(exact("999.92"), exact(rate))));

describe("the rate", () => {
  it("is the books' own of the invoice's day, shown with it, and 1 where it is given as 1 alone", async () => {
    const today = await plan("--deal 131");
    const rate = await rateOf(today.date);
    expect(today.exchange_rate).toEqual({
      rate,
      date: today.date,
      home_currency: "EUR",
      home_total: inEuros(rate),
    });
    const earlier = await plan("--deal 131 --date 2026-03-02");
    expect(earlier.exchange_rate).toMatchObject({
      rate: await rateOf("2026-03-02"),
      date: "2026-03-02",
    });
    expect(earlier.exchange_rate?.rate).not.toBe(rate);
    const shown = await home.run("invoice create --deal 131 --dry-run");
    expect(shown.stdout).toContain(`1 USD = ${rate} EUR (QuickBooks' rate of ${today.date})`);

    await books.post("exchangerate", {
      SourceCurrencyCode: "USD",
      AsOfDate: "2026-03-03",
      Rate: 1,
    });
    const [missing] = await problems("--deal 131 --date 2026-03-03");
    expect(missing).toMatchObject({
      code: "missing_rate",
      next: "pdqb invoice create --deal 131 --date 2026-03-03 --rate <rate>",
    });
    const given = await plan("--deal 131 --date 2026-03-03 --rate 1");
    expect(given.exchange_rate).toMatchObject({ rate: "1", date: null, home_total: "999.92" });
  });

  it("is sent: the books hold the invoice in euros by it", async () => {
    const created = (await home.json(
      "invoice create --deal 131 --yes --update-customer never",
    )) as unknown as Answer;
    expect(created).toMatchObject({
      outcome: "created",
      invoice: { currency: "USD", total: "999.92" },
      warnings: [
        { code: "customer_differs" },
        { code: "due_at_once" },
        { code: "several_tax_codes" },
      ],
    });
    const { Invoice } = (await books.read(`invoice/${created.invoice.id}`)) as unknown as {
      Invoice: { ExchangeRate: number; HomeTotalAmt: number; CurrencyRef: { value: string } };
    };
    const rate = created.plan.exchange_rate?.rate ?? "";
    expect(String(Invoice.ExchangeRate)).toBe(rate);
    expect(Invoice.HomeTotalAmt.toFixed(2)).toBe(inEuros(rate));
  });

  it("is not for an invoice in the home currency", async () => {
    expect((await plan("--deal 125")).exchange_rate).toBeNull();
    expect((await problems("--deal 125 --rate 1.1")).map(({ code }) => code)).toEqual([
      "missing_rate",
    ]);
    expect((await home.run("invoice create --deal 131 --rate 0 --dry-run")).code).toBe(2);
  });
});

describe("the currency", () => {
  it("of the deal is made sure of, never converted", async () => {
    const [mismatch] = await problems("--deal 131 --again --currency eur");
    expect(mismatch).toMatchObject({ code: "currency_mismatch" });
    expect((await plan("--deal 131 --again --currency usd")).problems).toEqual([]);
  });

  it("of the customer is for ever: a second one takes a second customer, which is named so", async () => {
    const [mismatch] = await problems("--deal 125 --customer 420");
    expect(mismatch).toEqual({
      code: "currency_mismatch",
      message:
        'Customer "Baltic Freight Inc" (id 420) can only be billed in USD (QuickBooks fixes the currency of a customer), but the deal is in EUR: it needs a second customer. To link one that is there: pdqb customer link --organization 402 --customer <customer>',
      next: "pdqb invoice create --deal 125 --new-customer 'Baltic Freight Inc (EUR)'",
    });
    const made = (await home.json([
      ..."invoice create --deal 125 --yes --new-customer".split(" "),
      "Aurora Design Oy (euro)",
    ])) as unknown as Answer;
    expect(made.outcome).toBe("created");
    const [customer] = await books.query(
      "select * from Customer where DisplayName = 'Aurora Design Oy (euro)'",
    );
    expect(customer).toMatchObject({ CurrencyRef: { value: "EUR" } });
  });
});

it("costs no more than one in the home currency once the day's rate is known: a look at the customer, and the create", async () => {
  const { ledger } = (await openWorld(home)).ports;
  // With these nothing speaks against the plan: a warning about a tax code or a term is read once more to be sure of it.
  const export0 = { taxCodeId: "8", taxCodeName: "Vienti 0%" };
  await ledger.putTaxLink({ percent: "0", customerId: "420", ...export0 });
  await books.clearLog();
  // Without the pace of many processes, which lets the rest of these tests' look-ups count.
  await create(await openWorld(home), 131, { again: true, updateCustomer: "never", due: "14" });
  const calls = (await books.log()).filter(
    ({ service, path }) => service === "quickbooks" && path.includes("/v3/"),
  );
  expect(calls.map(({ method, path }) => [method, path.split("/").at(-1)])).toEqual([
    ["POST", "batch"],
    ["POST", "invoice"],
  ]);
});
