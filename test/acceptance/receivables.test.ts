// What is owed: lists by every filter with their sums, ageing, and invoices made elsewhere that are tied to a deal, by the built program.
// Aim: no amount differs from the books by a cent, and nothing is tied by guess.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Books, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { create, openWorld } from "../support/world.ts";

type Row = {
  id: string;
  number: string;
  status: string;
  total: string;
  balance: string;
  date: string;
  due_date: string | null;
  currency: string;
  linked: boolean;
  customer: { id: string; name: string };
};
type Sums = { currency: string; invoiced: string; paid: string; open: string; overdue: string };
type Booked = {
  Id: string;
  DocNumber: string;
  TotalAmt: number;
  Balance: number;
  TxnDate: string;
  DueDate: string;
  CurrencyRef: { value: string };
  CustomerRef: { value: string };
};

const home = new Home();
const folder = mkdtempSync(join(tmpdir(), "pdqb-rows-"));
let books: Books;
const numbers: Record<number, string> = {};

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
  const world = await openWorld(home);
  for (const deal of [142, 143, 144]) {
    const { invoice } = await create(world, deal);
    numbers[deal] = invoice.number ?? "";
  }
  // 622.45 in all, of it 100.45 by the customer's payment.
  await home.run(`practice pay ${numbers[142]} 100.45`);
  await home.run("invoices refresh");
}, 60_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
  rmSync(folder, { recursive: true, force: true });
});

const list = async (words: string) =>
  (await home.json(`invoices list ${words}`.trim())) as unknown as {
    invoices: Row[];
    complete: boolean;
    sums: Sums[];
  };
const numbersOf = async (words: string) => (await list(words)).invoices.map((row) => row.number);
const booked = async () =>
  (await books.query("select * from Invoice maxresults 1000")) as unknown as Booked[];
const cents = (amount: number | string) => Math.round(Number(amount) * 100);

describe("a list", () => {
  it("filters by amount, text, owner, issue and due date, and sums what it shows by currency", async () => {
    const [aurora, kallio, neill] = [142, 143, 144].map((deal) => numbers[deal] ?? "");
    // Totals: 622.45, 779.32 and 936.18.
    expect(await numbersOf("--min 700")).toEqual([kallio, neill]);
    expect(await numbersOf("--max 779.32")).toEqual([aurora, kallio]);
    expect(await numbersOf("--text söner")).toEqual([kallio]);
    expect(await numbersOf(`--text ${neill}`)).toEqual([neill]);
    expect(await numbersOf("--owner 1")).toEqual([]);
    expect(await numbersOf("--status partially_paid")).toEqual([aurora]);
    expect(await numbersOf("--until 2020-01-01")).toEqual([]);
    const all = await list("");
    const due = all.invoices.find((row) => row.number === aurora)?.due_date ?? "";
    expect(await numbersOf(`--due-since ${due} --due-until ${due}`)).toEqual([aurora]);
    expect(all.sums).toEqual([
      // 622.45 + 779.32 + 936.18, of which 100.45 is paid.
      { currency: "EUR", invoiced: "2337.95", paid: "100.45", open: "2237.50", overdue: "0.00" },
    ]);
    // The newest alone, and the sum of it.
    expect(await list("--limit 1")).toMatchObject({
      complete: false,
      invoices: [{ number: neill }],
      sums: [{ invoiced: "936.18" }],
    });
  });

  it("of a customer has the invoices that were made elsewhere, as the books have them", async () => {
    const rows = (await list("--customer 417 --all")).invoices;
    const own = (await booked()).filter((one) => one.CustomerRef.value === "417");
    expect(rows.map(({ id }) => id).sort()).toEqual(own.map(({ Id }) => Id).sort());
    for (const row of rows) {
      const book = own.find(({ Id }) => Id === row.id);
      expect([cents(row.total), cents(row.balance)]).toEqual(
        [book?.TotalAmt ?? 0, book?.Balance ?? 0].map(cents),
      );
      expect(row.linked).toBe(row.number === numbers[142]);
    }
  });

  it("of the whole customer of a deal says which are of the deal, in a time frame", async () => {
    const rows = (await list("--deal 142 --whole-customer --since 2026-01-01")).invoices;
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.every(({ date, customer }) => date >= "2026-01-01" && customer.id === "417")).toBe(
      true,
    );
    expect(rows.filter(({ linked }) => linked).map((row) => row.number)).toEqual([numbers[142]]);
    expect((await home.run("invoices list --whole-customer")).code).toBe(2);
  });
});

describe("ageing", () => {
  it("of the whole company is the books' open balances by age, to the cent", async () => {
    const asOf = "2026-12-31";
    const { rows, totals } = (await home.json(
      `invoices aging --whole-company --as-of ${asOf}`,
    )) as unknown as { rows: Record<string, string>[]; totals: Record<string, string>[] };
    const expected: Record<string, number> = {};
    for (const one of await booked()) {
      if (one.TxnDate > asOf || one.Balance === 0) continue;
      const days = (Date.parse(asOf) - Date.parse(one.DueDate)) / 86_400_000;
      const bucket =
        days <= 0
          ? "current"
          : days <= 30
            ? "days_1_30"
            : days <= 60
              ? "days_31_60"
              : days <= 90
                ? "days_61_90"
                : "over_90";
      for (const name of [bucket, "total"]) {
        const key = `${one.CurrencyRef.value} ${name}`;
        expected[key] = (expected[key] ?? 0) + cents(one.Balance);
      }
    }
    const told = (list: Record<string, string>[]) => {
      const sums: Record<string, number> = {};
      for (const { currency, group: _, ...amounts } of list) {
        for (const [name, amount] of Object.entries(amounts)) {
          const key = `${currency} ${name}`;
          if (cents(amount) !== 0) sums[key] = (sums[key] ?? 0) + cents(amount);
        }
      }
      return sums;
    };
    expect(Object.keys(expected).length).toBeGreaterThan(3);
    expect(told(totals)).toEqual(expected);
    expect(told(rows)).toEqual(expected);
  });

  it("of the ledger has a row for each owner by name, for spreadsheets too", async () => {
    const { rows, totals } = (await home.json("invoices aging --by owner")) as unknown as {
      rows: { group: { id: string; name: string }; total: string }[];
      totals: object[];
    };
    expect(totals).toMatchObject([{ currency: "EUR", current: "2237.50", total: "2237.50" }]);
    expect(rows.every(({ group }) => /^[A-Z]\w+ [A-Z]\w+$/.test(group.name))).toBe(true);
    const csv = await home.run("invoices aging --csv");
    expect(csv.stdout.split("\n")[0]).toBe(
      "group,currency,current,days_1_30,days_31_60,days_61_90,over_90,total",
    );
    const byPipeline = (await home.json("invoices aging --by pipeline")) as unknown as {
      rows: { group: { name: string } }[];
    };
    expect(byPipeline.rows.every(({ group }) => group.name.length > 0)).toBe(true);
  });
});

describe("an invoice made elsewhere", () => {
  it("is suggested with its reasons, and tied by a word alone", async () => {
    const { candidates } = (await home.json("invoice link --deal 142")) as unknown as {
      candidates: { invoice: Row; reasons: string[] }[];
    };
    expect(candidates.map(({ invoice }) => invoice.number)).toContain("1001");
    expect(candidates.every(({ reasons }) => reasons.includes("same customer"))).toBe(true);
    expect(await numbersOf("--deal 142")).toEqual([numbers[142]]);
  });

  it("is tied to one deal once; more than one is said, and passes by a word", async () => {
    const deal = "https://nordhafen.pipedrive.com/deal/150";
    expect(await home.json(["invoice", "link", "1003", "--deal", deal])).toMatchObject({
      outcome: "linked",
      invoice: { deal_ids: [150], linked: true },
    });
    expect(await home.json("invoice link 1003 --deal 150")).toMatchObject({ outcome: "already" });
    const other = await home.run("invoice link 1003 --deal 149");
    expect(other.code).toBe(3);
    expect(other.stderr).toContain("linked to deal 150");
    const beside = await home.run("invoice link 1005 --deal 150");
    expect(beside.code).toBe(3);
    expect(beside.stderr).toContain("The deal has invoice 1003 already.");
    expect(await home.json("invoice link 1005 --deal 150 --also")).toMatchObject({
      outcome: "linked",
    });
    // The deal is billed: a create makes nothing.
    expect(await home.json("invoice create --deal 150 --yes")).toMatchObject({
      outcome: "already_exists",
    });
  });

  it("is untied with a word in the history, and nothing happens to it in the books", async () => {
    await books.clearLog();
    expect(await home.json("invoice unlink 1005 --deal 150")).toMatchObject({
      outcome: "unlinked",
      invoice: { deal_ids: [] },
    });
    expect(await home.json("invoice unlink 1005 --deal 150")).toMatchObject({ outcome: "already" });
    const { invoice } = (await home.json("invoice view 1005")) as unknown as {
      invoice: { history: { action: string }[] };
    };
    expect(invoice.history.map(({ action }) => action)).toEqual(["unlink invoice", "link invoice"]);
    expect((await books.log()).every(({ method }) => method === "GET")).toBe(true);
  });

  it("comes by rows of a file: all are checked before the first is tied", async () => {
    const file = join(folder, "rows.csv");
    writeFileSync(file, "invoice;deal\n1008;149\n1009\n1010;no deal\n");
    const bad = await home.run(["invoice", "link", "--from", file]);
    expect(bad.code).toBe(2);
    expect(bad.stderr).toMatch(/Row 3: .*\n.*Row 4: /);
    expect(await numbersOf("--deal 149")).toEqual([]);
    const rows = "invoice,deal\n1008,149\n99999,148\n";
    const some = await home.run("invoice link --from - --json", { stdin: rows });
    expect(some.code).toBe(7);
    expect(some.stderr).toContain("There is no invoice 99999.");
    expect(JSON.parse(some.stdout).results).toMatchObject([
      { outcome: "linked", invoice: { number: "1008" } },
    ]);
    expect(await numbersOf("--deal 149")).toEqual(["1008"]);
  });
});
