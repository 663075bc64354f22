// One object of many in a form that pdqb cannot read: it is named, what the rest says is shown, and the run ends with exit 7.
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from "vitest";
import { type Alter, alteredWorld } from "../support/altered.ts";
import { type Books, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { create, openWorld } from "../support/world.ts";

const home = new Home();
const alter: { pipedrive: { now: Alter }; quickbooks: { now: Alter } } = {
  pipedrive: { now: (body) => body },
  quickbooks: { now: (body) => body },
};
let books: Books;
let made: { id: string; number: string | null };

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
  made = (await create(await openWorld(home), 142)).invoice;
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

beforeEach(async () => {
  for (const service of ["pipedrive", "quickbooks"] as const) {
    alter[service].now = (body) => body;
    onTestFinished((await alteredWorld(home, service, alter[service])).restore);
  }
});

type Members = Record<string, unknown>;

/** Every object that `isIt` finds, in whatever answer it stands, has another member in the place of this one, or none. */
function changed(member: string, isIt: (object: Members) => boolean, instead: unknown): Alter {
  const change = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(change);
    if (typeof value !== "object" || value === null) return value;
    const object = value as Members;
    const entries = Object.entries(object).map(([name, one]) => [
      name,
      name === member && isIt(object) ? instead : change(one),
    ]);
    return Object.fromEntries(entries);
  };
  return change;
}

const without = (member: string, isIt: (object: Members) => boolean) =>
  changed(member, isIt, undefined);
const odd = (member: string, isIt: (object: Members) => boolean) =>
  changed(member, isIt, { version: 2 });

const isMade = ({ Id, DocNumber }: Members) => Id === made.id && DocNumber === made.number;

const partly = async (line: string) => {
  const { code, stdout, stderr } = await home.run(`${line} --json`);
  expect(stderr).toMatch(/"kind": "partial"/);
  return { code, stderr, json: JSON.parse(stdout) };
};

it("an invoice without its customer is one failure of a refresh and of a rebuild, and nothing of them is lost for good", async () => {
  alter.quickbooks.now = without("CustomerRef", isMade);
  const refreshed = await partly("invoices refresh");
  expect(refreshed).toMatchObject({ code: 7, json: { checked: 0, failed: [{ id: made.id }] } });

  const all = (await home.json("ledger rebuild --dry-run", 7)) as unknown as {
    read: number;
    failed: object[];
  };
  expect(all.failed).toEqual([
    {
      id: made.id,
      error: `QuickBooks answered with an invoice that cannot be read (at CustomerRef), id ${made.id}.`,
    },
  ]);
  alter.quickbooks.now = (body) => body;
  expect(await home.json("ledger rebuild --dry-run")).toMatchObject({ read: all.read + 1 });
  expect(await home.json("invoices refresh")).toMatchObject({ checked: 1, failed: [] });
});

it("an invoice, a refresh of its deal and a customer's terms that cannot be read: the rest is shown, with exit 7", async () => {
  alter.quickbooks.now = odd("TotalAmt", isMade);
  const viewed = await partly(`invoice view id:${made.id}`);
  expect(viewed).toMatchObject({ code: 7, json: { invoice: { id: made.id, total: "622.45" } } });
  expect(viewed.stderr).toContain("(at TotalAmt)");
  const refreshed = await partly("invoices refresh --deal 142");
  expect(refreshed).toMatchObject({ code: 7, json: { failed: [{ id: made.id }] } });
  // One that the ledger does not have cannot be shown.
  const other = ({ Id, DocNumber }: Members) => Id === "3225" && DocNumber !== undefined;
  alter.quickbooks.now = odd("TotalAmt", other);
  expect((await home.run("invoice view id:3225")).code).toBe(6);
  alter.quickbooks.now = odd("DueDays", () => true);
  expect(await partly("customer view 417")).toMatchObject({
    code: 7,
    json: { customer: { id: "417", term: null } },
  });
});

it("what is only shown of an invoice may be missing: its customer's name, how it was sent", async () => {
  alter.quickbooks.now = (body) =>
    JSON.parse(JSON.stringify(body).replace(/"name":"Aurora[^"]*"/g, '"name":{"text":"Aurora"}'));
  expect(await home.json(`invoice view id:${made.id}`)).toMatchObject({
    invoice: { id: made.id, customer: { name: "" } },
  });
});

/** Made by hand in QuickBooks. */
async function copyOfMade(PrivateNote?: string) {
  const { Invoice: own } = (await books.read(`invoice/${made.id}`)) as unknown as {
    Invoice: Record<string, unknown>;
  };
  const { Id, SyncToken, DocNumber, PrivateNote: _marker, ...copied } = own;
  const note = PrivateNote !== undefined && { PrivateNote };
  const posted = await books.post("invoice", { ...copied, ...note });
  return posted as unknown as { Invoice: { Id: string } };
}

type Findings = { findings: { kind: string }[] };

it("a check names the invoice that it could not read, and finds what else does not tie", async () => {
  const { Invoice } = await copyOfMade();
  const { findings } = (await home.json("check", 7)) as unknown as Findings;
  const strangers = findings.filter(({ kind }) => kind === "no_deal");
  alter.quickbooks.now = without("TotalAmt", (object) => object["Id"] === Invoice.Id);
  const { code, stdout, stderr } = await home.run("check --refresh --json");
  expect(code).toBe(7);
  expect(JSON.parse(stderr).error.reason).toContain(`(at TotalAmt), id ${Invoice.Id}.`);
  const left = (JSON.parse(stdout) as Findings).findings;
  expect(left.filter(({ kind }) => kind === "no_deal")).toHaveLength(strangers.length - 1);
  expect(left).toHaveLength(findings.length - 1);
});

type Row = {
  deal: { id: number };
  state: string;
  customer: { id: string } | null;
};

async function plannedRows(): Promise<Row[]> {
  const line = "run plan --deals 123,124,126 --dry-run --json";
  const { code, stdout, stderr } = await home.run(line);
  expect([0, 3, 7], stderr).toContain(code);
  return JSON.parse(stdout).deals;
}

it.each([
  ["pipedrive", "a line", "item_price", ({ deal_id }: Members) => deal_id === 123, 123],
  ["pipedrive", "an organization", "id", ({ name }: Members) => name === "Kallio & Söner Ab", 124],
  [
    "quickbooks",
    "a customer",
    "Active",
    ({ Id, DisplayName }: Members) => Id === "418" && DisplayName,
    124,
  ],
] as const)(
  "of a run the deal of which %s sent %s without a usable %s is not billed, and the others are as before",
  async (service, _what, member, isIt, deal) => {
    const clean = await plannedRows();
    alter[service].now = odd(member, (object) => Boolean(isIt(object)));
    const rows = await plannedRows();
    expect(rows.map(({ deal: { id } }) => id)).toEqual([123, 124, 126]);
    for (const [index, row] of rows.entries())
      if (row.deal.id === deal) expect(row.state).toBe("problem");
      else expect(row).toEqual(clean[index]);
  },
);

it("an invoice of another customer that cannot be read is a warning of a plan, and an error where it carries the deal's marker", async () => {
  const { Invoice } = await copyOfMade("Typed by hand");
  const isOther = ({ Id, TotalAmt }: Members) => Id === Invoice.Id && TotalAmt !== undefined;
  const planOf = () => home.run("invoice create --deal 124 --dry-run --json");
  alter.quickbooks.now = odd("TotalAmt", isOther);
  const shown = await planOf();
  const { plan } = JSON.parse(shown.stdout);
  expect(plan.warnings).toContainEqual({
    code: "unread_invoice",
    message: `QuickBooks answered with an invoice that cannot be read (at TotalAmt), id ${Invoice.Id}. It carries no marker of this deal.`,
  });
  const marked = changed("PrivateNote", isOther, "pdqb 124/1 k7m2q9xw");
  const unread = alter.quickbooks.now;
  alter.quickbooks.now = (body, path) => unread(marked(body, path), path);
  const refused = await planOf();
  expect([refused.code, refused.stderr]).toEqual([6, expect.stringContaining(Invoice.Id)]);
});

it("a feed of changes that cannot be read is replaced by a read of all", async () => {
  alter.quickbooks.now = (body) =>
    (body as Members)["CDCResponse"] ? { ...(body as object), time: { at: 7 } } : body;
  expect(await home.json("invoices refresh")).toMatchObject({ checked: 1, failed: [] });
});

it("a tax code that cannot be read is not said to be deleted", async () => {
  await home.json("tax link 14 --code 6");
  alter.quickbooks.now = odd("SalesTaxRateList", ({ Id }) => Id === "6");
  const { stdout } = await home.run("doctor");
  expect(stdout).toContain('"ALV 14%" cannot be used for sales, or was deleted.');
});

it("a named deal that cannot be read is a problem of its own row, and the others are planned and billed", async () => {
  const clean = await plannedRows();
  alter.pipedrive.now = odd("id", ({ id, stage_id }) => id === 124 && stage_id !== undefined);
  const planned = await home.run("run plan --name named --deals 123,124,126 --json");
  const rows: Row[] = JSON.parse(planned.stdout).deals;
  expect(rows.map(({ deal }) => deal.id).sort()).toEqual([123, 124, 126]);
  expect(rows.find(({ deal }) => deal.id === 124)).toMatchObject({
    state: "problem",
    error: { kind: "unavailable" },
  });
  const others = rows.filter(({ deal }) => deal.id !== 124);
  expect(others).toMatchObject(clean.filter(({ deal }) => deal.id !== 124));
  expect([planned.code, planned.stderr]).toEqual([7, expect.stringContaining("Deal 124: ")]);

  const line = "invoice create --deal 123,124,126 --yes --json";
  const created = await home.run(line);
  expect(created.code).toBe(7);
  expect(JSON.parse(created.stdout).run.counts).toMatchObject({ created: 1, problem: 2 });
});
