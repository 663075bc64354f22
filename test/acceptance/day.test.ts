// The commands of an operator's day beside create: what there is to do, one deal, the mails that are still to go, names for the shell.
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";

const home = new Home();

beforeAll(async () => {
  await openPractice(home, { matching: true });
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const read = async <T>(line: string) => (await home.json(line)) as unknown as T;

type Sums = { currency: string; amount: string }[];
type Status = {
  to_bill: { deals: number; complete: boolean; sums: Sums } | null;
  overdue: { invoices: number; sums: Sums };
  in_doubt: number;
};
const status = async (flags = "") => (await home.json(`status${flags}`)) as unknown as Status;

type Viewed = {
  left: string;
  invoiced: string;
  lines: { line: number; billed: string }[];
  invoices: { number: string; share: string | null }[];
  next: { command: string; plan: { totals: { net: string }; problems: { code: string }[] } } | null;
};
const view = async (deal: number) => {
  const { deal: viewed } = await home.json(`deal view ${deal}`);
  return viewed as unknown as Viewed;
};

it("a deal is shown with what is billed of it, what is left, and the command for that", async () => {
  const before = await view(124);
  expect(before.next?.command).toBe("pdqb invoice create --deal 124");
  const whole = Number(before.next?.plan.totals.net);
  await home.json("invoice create --deal 124 --percent 25 --yes");
  const part = await view(124);
  expect(part.invoices).toMatchObject([{ share: "25 %" }]);
  expect(part.next?.command).toBe("pdqb invoice create --deal 124 --rest");
  expect(part.next?.plan.problems).toEqual([]);
  expect(Number(part.next?.plan.totals.net)).toBeCloseTo(whole * 0.75, 2);
  expect(Number(part.invoiced)).toBeCloseTo(whole * 0.25, 2);
  const billed = part.lines.reduce((sum, line) => sum + Number(line.billed), 0);
  expect(billed).toBeCloseTo(Number(part.invoiced), 2);
  const shown = await home.run("deal view 124");
  expect(shown.stdout).toMatch(/\(25 %\): .* EUR net, .* EUR, open/);
  await home.json("invoice create --deal 124 --rest --yes");
  expect(await view(124)).toMatchObject({ left: "0.00", next: null });
  expect((await home.run("deal view 124")).stdout).toContain("Nothing is left to bill.");
}, 60_000);

it("a deal that is refused says what mends it, and one that is not there is exit 5", async () => {
  const { next } = await view(127);
  expect(next?.plan.problems.map(({ code }) => code)).toContain("no_lines");
  const { stdout } = await home.run("deal view 127");
  expect(stdout).toContain("pdqb invoice create --deal 127 --from-value --item <item>");
  expect((await home.run("deal view 999999")).code).toBe(5);
});

it("deals, deals list and deal ls are one command, and an id alone is refused with a word", async () => {
  const [one, two, three] = await Promise.all(
    ["deals --limit 3", "deals list --limit 3", "deal ls --limit 3"].map((line) => home.run(line)),
  );
  expect(one?.stdout.split("\n").length).toBe(4);
  expect(two?.stdout).toBe(one?.stdout);
  expect(three?.stdout).toBe(one?.stdout);
});

type Listed = {
  deals: { id: number; value: string; currency: string; owner_id: number; won_time: string }[];
  sums: { currency: string; deals: number; value: string; left: string }[];
};
const deals = (flags: string) => read<Listed>(`deals --limit 1000${flags}`);
const idsOf = ({ deals }: Listed) => deals.map(({ id }) => id).sort();

it("deals narrow by owner, organization, pipeline, month and last change, names as good as ids", async () => {
  const all = await deals("");
  const byName = await deals(" --owner aino");
  expect(byName.deals.length).toBeGreaterThan(5);
  expect(idsOf(byName)).toEqual(
    idsOf({ ...all, deals: all.deals.filter(({ owner_id }) => owner_id === 77) }),
  );
  expect(await deals(" --owner 77")).toEqual(byName);
  expect(await deals(" --owner 77 --filter 1")).toEqual(byName);
  const own = await deals(" --organization kallio");
  expect(own.deals.length).toBeGreaterThan(3);
  expect(own.deals.length).toBeLessThan(all.deals.length);
  expect(await deals(" --pipeline sales")).toEqual(all);
  expect((await deals(" --pipeline 99")).deals).toEqual([]);
  const last = all.deals.map(({ won_time }) => won_time.slice(0, 7)).sort()[0];
  const won = await deals(` --won ${last}`);
  expect(idsOf(won)).toEqual(
    idsOf({ ...all, deals: all.deals.filter((one) => one.won_time.startsWith(`${last}`)) }),
  );
  const cut = "2026-11-15";
  const [before, after] = [await deals(` --until ${cut}`), await deals(` --since 2026-11-16`)];
  expect([...idsOf(before), ...idsOf(after)].sort()).toEqual(idsOf(all));
});

it("a run and the other lists take an owner by name as well", async () => {
  const planned = await read<{ deals: { deal: { id: number } }[] }>(
    "run plan --organization kallio --owner aino --dry-run",
  );
  const listed = idsOf(await deals(" --organization kallio --owner 77 --not-invoiced"));
  expect(planned.deals.map(({ deal }) => deal.id).sort()).toEqual(listed);
  expect((await home.run("invoices list --owner aino")).code).toBe(0);
});

it("a name that nobody has is exit 5 with those that there are, and one of several exit 2", async () => {
  const nobody = await home.run("deals --owner Zoe --limit 3");
  expect(nobody.code).toBe(5);
  expect(nobody.stderr).toContain("Next: pdqb deals --limit 3 --owner 'Aino");
  const several = await home.run("deals --organization oy");
  expect(several.code).toBe(2);
  const contradicting = await home.run("deals --filter 1 --since 2026-11-01");
  expect(contradicting.code).toBe(2);
});

it("the sums of a list are those of its rows, a currency each", async () => {
  const { deals: rows, sums } = await deals("");
  expect(sums.length).toBeGreaterThan(1);
  for (const { currency, deals: count, value } of sums) {
    const own = rows.filter((row) => row.currency === currency);
    expect(count).toBe(own.length);
    const cents = own.reduce((total, row) => total + Math.round(Number(row.value) * 100), 0);
    expect(Math.round(Number(value) * 100)).toBe(cents);
  }
});

it("the status counts what is to bill, overdue and in doubt, and asks Pipedrive nothing offline", async () => {
  const { deals } = await read<{ deals: unknown[] }>("deals --not-invoiced --limit 1000");
  const before = await status();
  expect(before.to_bill).toMatchObject({ deals: deals.length, complete: true });
  expect(before).toMatchObject({ overdue: { invoices: 0, sums: [] }, in_doubt: 0 });
  const made = await read<{ invoice: { total: string; currency: string } }>(
    "invoice create --deal 126 --yes --date 2026-10-01 --due 2026-10-15",
  );
  const { total, currency } = made.invoice;
  const after = await status();
  expect(after.to_bill?.deals).toBe((before.to_bill?.deals ?? 0) - 1);
  expect(after.overdue).toEqual({ invoices: 1, sums: [{ currency, amount: total }] });
  expect((await status(" --offline")).to_bill).toBe(null);
  expect((await home.run("status")).stdout).toContain("EUR: pdqb invoices list --status overdue");
});

it("an invoice is shown with its day of issue, its marker, and a line of text a line", async () => {
  const { invoice } = await read<{ invoice: { number: string } }>(
    "invoice create --deal 123 --link 3=92 --yes",
  );
  const { stdout } = await home.run(`invoice view ${invoice.number} --explain`);
  expect(stdout).toMatch(/^Issued {5}\d{4}-\d\d-\d\d$/m);
  expect(stdout).toMatch(/^Marker {5}pdqb 123\/1 [a-z0-9]{8}$/m);
  // 249.50 less 7.5 % is 230.7875; four of them 923.15.
  expect(stdout).toContain(`  2. Insulation panel 80 mm  4 × 230.7875 = 923.15 EUR
     Delivered to gate B
     249.50 less 7.5 %
`);
  expect(stdout).toContain("No payment or credit is applied to it.");
});

it("linked products and customers are listed with their names in Pipedrive, or without where it does not answer", async () => {
  const { products } = await read<{ products: object[] }>("product list");
  expect(products).toContainEqual(
    expect.objectContaining({ product_id: 201, product_name: "Website care" }),
  );
  const { customers } = await read<{ customers: object[] }>("customer list");
  expect(customers).toContainEqual(expect.objectContaining({ source_name: "Aurora Design Oy" }));
  await home.run(
    "practice fail status_before --status 403 --service pipedrive --path /products --times 9",
  );
  const without = await home.run("product list --columns product_id,product_name");
  await home.run("practice fail --clear");
  expect(without.stdout).toMatch(/^201\t$/m);
  expect(without.stderr).toContain("Names in Pipedrive are missing");
});

it("--not-sent e-mails what is owed and was never sent, once, and leaves out what was paid", async () => {
  const { plan } = await read<{ plan: { requests: unknown[] } }>(
    "invoice email --not-sent --dry-run",
  );
  expect(plan.requests.length).toBe(4);
  const { results } = await read<{ results: { outcome: string }[] }>(
    "invoice email --not-sent --yes",
  );
  expect(results.map(({ outcome }) => outcome)).toEqual(Array(4).fill("sent"));
  expect(await home.json("invoice email --not-sent --yes")).toEqual({ results: [] });
  const both = await home.run("invoice email 1021 --not-sent");
  expect(both).toMatchObject({ code: 2 });
  expect((await home.run("invoice email")).code).toBe(2);
});

it("a shell is offered deals that were listed, invoices and customers, from the ledger", async () => {
  const names = async (kind: string) =>
    (await home.run(`completion names ${kind}`)).stdout.trimEnd().split("\n");
  expect(await names("deals")).toEqual(expect.arrayContaining(["123", "124", "125"]));
  const { invoices } = await read<{ invoices: { number: string }[] }>("invoices list");
  const numbers = invoices.map(({ number }) => number);
  expect((await names("invoices")).sort()).toEqual(numbers.sort());
  expect((await names("customers")).sort()).toEqual(["417", "418", "419"]);
});

it("what people type for another word is answered with the command that was meant, whole", async () => {
  for (const [typed, meant] of [
    ["invoice show 1021", "Next: pdqb invoice view 1021"],
    ["invoice send 1021 --to a@b.example", "Next: pdqb invoice email 1021 --to 'a@b.example'"],
    ["deal show 123", "Next: pdqb deals view 123"],
    ["deal 123", "Next: pdqb deals view 123"],
    ["product show 3", "Next: pdqb product list\n"],
    ["product view 3", "Next: pdqb product list\n"],
    ["send 1021", "Next: pdqb invoice email 1021"],
    ["show 1021", "Next: pdqb invoice view 1021"],
    ["login", "Next: pdqb connect"],
    ["payed", "Next: pdqb invoice list --status paid"],
    ["invoice payed", "Next: pdqb invoice list --status paid"],
    ["invoices list --status payed", "(Did you mean paid?)"],
    ["invoices list --status payd", "(Did you mean paid?)"],
    ["invoices list --status sent", "one of open, paid"],
  ] as const) {
    const { code, stderr } = await home.run(typed);
    expect({ typed, code }).toEqual({ typed, code: 2 });
    expect(stderr).toContain(meant);
  }
});
