// What an invoice says beside its amounts, each by its flag. Deal 126 is 60 × 18.90 at 14 % and 6 × 61.50 at 25.5 %; deal 142 is
// 2 × 124.99 and 4 × 61.50, so 495.98 net.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Books, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";

const home = new Home();
let books: Books;

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

type Answer = {
  outcome: string;
  invoice: { id: string; number: string; total: string; due_date: string };
  plan: {
    lines: { line: number; text: string; quantity: string; net: string; item: { id: string } }[];
    left_out: { line: number; reason: string }[];
    totals: { net: string; discount: string; tax: string; total: string };
    problems: { code: string; message: string; next: string }[];
  };
  warnings: { code: string }[];
};
const create = async (deal: number, ...args: string[]) =>
  (await home.json([
    "invoice",
    "create",
    "--deal",
    String(deal),
    "--yes",
    ...args,
  ])) as unknown as Answer;
const planOf = async (deal: number, args: string[], code = 0) =>
  (
    (await home.json(
      ["invoice", "create", "--deal", String(deal), "--dry-run", ...args],
      code,
    )) as unknown as Answer
  ).plan;
const usage = async (...args: string[]) => {
  const result = await home.run(["invoice", "create", "--deal", "142", "--dry-run", ...args]);
  return { code: result.code, stderr: result.stderr };
};

it("words and marks arrive in the books as they were given", async () => {
  const { invoice, warnings } = await create(
    143,
    ...["--memo", "Thank you, and until spring", "--note", "Asked by Aino", "--po", "PO-7"],
    ...["--custom-field", "Cost centre=4711", "--class", "care", "--location", "Turku"],
    ...["--email", "a@aurora.example", "--cc", "b@aurora.example, c@aurora.example"],
    ...["--bcc", "books@nordhafen.example", "--date", "2026-11-20", "--due", "10"],
    ...["--number", "K-1"],
  );
  expect(warnings.map(({ code }) => code)).toEqual(["own_number"]);
  const { Invoice } = (await books.read(`invoice/${invoice.id}`)) as unknown as {
    Invoice: Record<string, Record<string, unknown>>;
  };
  expect(Invoice).toMatchObject({
    DocNumber: "K-1",
    TxnDate: "2026-11-20",
    DueDate: "2026-11-30",
    CustomerMemo: { value: "Thank you, and until spring" },
    ClassRef: { name: "Care" },
    DepartmentRef: { name: "Turku" },
    BillEmail: { Address: "a@aurora.example" },
    BillEmailCc: { Address: "b@aurora.example, c@aurora.example" },
    BillEmailBcc: { Address: "books@nordhafen.example" },
  });
  expect(String(Invoice.PrivateNote)).toMatch(/^Asked by Aino\npdqb 143\/1 [a-z0-9]{8}$/);
  expect(Invoice.CustomField).toMatchObject([
    { Name: "PO number", StringValue: "PO-7" },
    { Name: "Cost centre", StringValue: "4711" },
  ]);
});

describe("lines", () => {
  it("are changed, left out and added for this one invoice", async () => {
    const { plan, invoice } = await create(
      126,
      ...["--line", "1,qty=10,text=Buffet, small".replace("Buffet, small", '"Buffet, small"')],
      ...["--skip-line", "2"],
      ...["--line", 'item=93,qty=1.5,price=40,tax=25.5,text="Setting up, 1.5 hours"'],
    );
    expect(plan.lines.map(({ line, text, quantity, net }) => [line, text, quantity, net])).toEqual([
      [1, "Buffet, small", "10", "189.00"],
      [3, "Setting up, 1.5 hours", "1.5", "60.00"],
    ]);
    expect(plan.left_out).toMatchObject([{ line: 2, reason: "as asked" }]);
    // 14 % of 189.00 is 26.46, 25.5 % of 60.00 is 15.30.
    expect(invoice.total).toBe("290.76");
  });

  it("take another item by its line, and --discount the place of the deal's own", async () => {
    const plan = await planOf(142, ["--link", "2=92", "--discount", "10%"]);
    expect(plan.lines[1]?.item.id).toBe("92");
    // 10 % of 495.98 is 49.598; 25.5 % of 446.38 is 113.8269.
    expect(plan.totals).toEqual({
      net: "495.98",
      discount: "49.60",
      tax: "113.83",
      total: "560.21",
    });
    const amount = await planOf(142, ["--discount", "95.98"]);
    expect(amount.totals.net).toBe("400.00");
    const none = await planOf(129, ["--discount", "0"]);
    expect(none.totals).toMatchObject({ net: "819.98", discount: "0.00" });
  });
});

describe("what is not understood says what it takes", () => {
  it.each([
    [["--line", "qty=3"], "a new line needs item and price"],
    [["--line", "2,colour=red"], "it takes item, qty, price, text and tax"],
    [["--line", "2,qty=many"], "qty is a plain number"],
    [["--line", '2,text="open'], "a double quote is not closed"],
    [["--line", "9,qty=1"], 'has no line "9"'],
    [["--discount", "110%"], "It takes a percentage up to 100 or an amount"],
    [["--custom-field", "Cost centre"], '--custom-field "Cost centre=4711"'],
    [["--skip-line", "1", "--percent", "50"], "A part of a deal takes its lines as they are."],
  ])("%j", async (args, words) => {
    const { code, stderr } = await usage(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
  });

  it("and an unknown class, term or field names those that there are", async () => {
    const unknown = await usage("--class", "Nowhere");
    expect(unknown.code).toBe(5);
    expect(unknown.stderr).toContain("Care, Events, Projects");
    const [field] = (await planOf(142, ["--custom-field", "Colour=red"], 3)).problems;
    expect(field).toMatchObject({
      code: "feature_off",
      message: expect.stringContaining('"Colour", only "PO number", "Cost centre":'),
      next: "pdqb invoice create --deal 142",
    });
    const copy = await usage("--cc", "nobody");
    expect(copy.code).toBe(2);
    expect(copy.stderr).toContain("--cc must be an e-mail address");
  });
});
