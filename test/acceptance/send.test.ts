// `create --send`: once, to the plan's address, and not where the books differ from the plan or nobody has an address.
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type Books, matchExactly, openPractice } from "../support/practice.ts";
import { steer } from "../support/practice-control.mjs";
import { Home } from "../support/run.ts";

const home = new Home();
let books: Books;

beforeAll(async () => {
  books = await openPractice(home);
  await matchExactly(home);
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

beforeEach(() => books.set({ "tax.rounding": "per_rate" }));

type Answer = {
  invoice: { id: string; email_status: string };
  sent: { outcome: string; to: string };
  warnings: { code: string; message: string }[];
  plan: { send_to: string; problems: { code: string }[] };
};
const create = async (args: string, code = 0) =>
  (await home.json(`invoice create ${args} --send --yes`, code)) as unknown as Answer;
const mailsTo = async (invoice: string) => {
  const answer = await steer(home.path, "outbox");
  const { mails } = (await answer.json()) as { mails: { invoice: string; to: string }[] };
  return mails.filter((mail) => mail.invoice === invoice).map(({ to }) => to);
};

it("sends the invoice once, to its own address", async () => {
  const { invoice, sent } = await create("--deal 142 --email a+b@aurora.example");
  expect(sent).toEqual({ outcome: "sent", to: "a+b@aurora.example" });
  expect(invoice.email_status).toBe("EmailSent");
  expect(await mailsTo(invoice.id)).toEqual(["a+b@aurora.example"]);
});

it("of an invoice that is there already it says whether it was sent, and sends nothing", async () => {
  const again = (await home.json("invoice create --deal 142 --send --yes")) as unknown as Answer;
  expect(again.sent).toEqual({ outcome: "already" });
  const made = (await home.json("invoice create --deal 148 --yes")) as unknown as Answer;
  const unsent = await home.run("invoice create --deal 148 --send --yes --json");
  expect(unsent.code, unsent.stderr).toBe(7);
  expect(JSON.parse(unsent.stdout)).toMatchObject({
    outcome: "already_exists",
    invoice: { id: made.invoice.id },
    sent: { outcome: "not_sent" },
  });
  expect(JSON.parse(unsent.stderr).error.next[0]).toMatch(/^pdqb invoice email \d+$/);
  expect(await mailsTo(made.invoice.id)).toEqual([]);
});

it("falls back on the customer's own address, and refuses where there is none", async () => {
  expect((await create("--deal 143")).sent.to).toBe("greta@kallio.example");
  await home.run("customer link --organization 406 --customer 422");
  const { plan } = await create("--deal 140", 3);
  expect(plan.problems.map(({ code }) => code)).toEqual(["missing_email"]);
});

it.each([
  ["dropped after the mail went", 144, { kind: "drop_after" }],
  ["answered with 503 after the mail went", 145, { kind: "status_after", status: 503 }],
])(
  "mails once when the answer is %s",
  async (_name, deal, fault) => {
    await books.fail({ service: "quickbooks", method: "POST", path: "/send", ...fault });
    const { invoice, sent } = await create(`--deal ${deal}`);
    expect(sent.outcome).toBe("sent");
    expect(await mailsTo(invoice.id)).toHaveLength(1);
  },
  60_000,
);

it("holds it back when the books say otherwise: taxed line by line it is a cent more", async () => {
  // 25.5 % of 95.00 is 24.225, so twice 24.23; of both, 190.00, it is 48.45.
  await books.set({ "tax.rounding": "per_line" });
  const args = "--deal 146 --line 1,qty=1,price=95 --line 2,qty=1,price=95".split(" ");
  const result = await home.run([
    "invoice",
    "create",
    ...args,
    "--send",
    "--not-duplicate",
    "--yes",
    "--json",
  ]);
  expect(result.code, result.stderr).toBe(7);
  const { invoice, sent, warnings } = JSON.parse(result.stdout) as Answer;
  expect(sent.outcome).toBe("not_sent");
  expect(await mailsTo(invoice.id)).toEqual([]);
  const cause = "having rounded the tax of each line by itself";
  const message = `Tax: planned 48.45 EUR, QuickBooks booked 48.46 EUR, ${cause}.`;
  expect(warnings).toContainEqual({ code: "tax_difference", message });
  const { history } = new DatabaseSync(join(home.path, "ledger.db"))
    .prepare("select group_concat(after) as history from history")
    .get() as { history: string };
  expect(history).toContain(message);
  expect(JSON.parse(result.stderr).error).toMatchObject({ kind: "partial" });
});
