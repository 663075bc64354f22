// The customer of an invoice, by the built program against the practice pair: candidates, a new one, a name that is held, one that is
// gone, and one that follows Pipedrive. What QuickBooks holds afterwards is read from its own API.
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Books, practiceBooks } from "../support/practice.ts";
import { steer } from "../support/practice-control.mjs";
import { Home } from "../support/run.ts";

vi.setConfig({ testTimeout: 30_000 });
const home = new Home();
let books: Books;
let env: Record<string, string>;

beforeAll(async () => {
  const started = await home.run("practice start");
  if (started.code !== 0) throw new Error(started.stderr);
  books = await practiceBooks(home);
  env = (await home.json("practice env")) as unknown as Record<string, string>;
  await books.set({ "quickbooks.throttles": "off", "pipedrive.rate_limits": "off" });
  for (const args of [
    ["product", "link", "210", "--item", "sku:H-SEN"],
    ["product", "link", "211", "--item", "sku:H-JUN"],
    ["tax", "link", "25.5", "--code", "5"],
    ["config", "fields", "--tax-id", "organization.Tax number"],
  ]) {
    const result = await home.run(args);
    if (result.code !== 0) throw new Error(result.stderr);
  }
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

type Problem = {
  code: string;
  message: string;
  next: string;
  candidates?: { id: string; name: string; reason: string }[];
};
type Answer = {
  outcome: string;
  invoice: { id: string; customer: { id: string; name: string } };
  plan: {
    problems: Problem[];
    customer: { id: string | null; name: string };
    new_customer: Record<string, unknown> | null;
    customer_changes: { field: string; from: string | null; to: string }[];
    update_customer: boolean;
    digest: string;
    bill_to: { address: string[]; as_typed: boolean };
  };
  warnings: { code: string; message: string }[];
};
type Customer = Record<string, unknown> & {
  Id: string;
  SyncToken: string;
  BillAddr: Record<string, unknown>;
  PrimaryEmailAddr: { Address: string };
};

const create = async (args: string[], code = 0) =>
  (await home.json(["invoice", "create", ...args], code)) as unknown as Answer;
const refused = async (...args: string[]) => (await create([...args, "--yes"], 3)).plan.problems;
const customer = async (id: string) =>
  ((await books.read(`customer/${id}`)) as unknown as { Customer: Customer }).Customer;
const made = async (body: Record<string, unknown>) =>
  ((await books.post("customer", body)) as unknown as { Customer: Customer }).Customer;
const changed = async (id: string, change: Record<string, unknown>) =>
  made({ Id: id, SyncToken: (await customer(id)).SyncToken, sparse: true, ...change });
const customerWrites = async () =>
  (await books.log()).filter(({ method, path }) => method === "POST" && path.endsWith("/customer"));
const inPipedrive = async (path: string, change: Record<string, unknown>) => {
  const answer = await fetch(`${env.PDQB_PIPEDRIVE_ORIGIN}/api/v2/${path}`, {
    method: "PATCH",
    headers: {
      authorization: `Bearer ${env.PRACTICE_PIPEDRIVE_ACCESS_TOKEN}`,
      "content-type": "application/json",
    },
    body: JSON.stringify(change),
  });
  if (!answer.ok) throw new Error(await answer.text());
};

describe("candidates", () => {
  it("are told by a link that names no customer, and none of them is linked", async () => {
    const run = await home.run("customer link --organization 403");
    expect(run.code).toBe(2);
    expect(run.stderr).toContain("418  Kallio & Söner Ab (same name)");
    expect(run.stderr).toContain("--customer 418, if it is that one");
  });

  it("are shown with their reasons, best first; of several none gets into the command", async () => {
    await books.set({ "quickbooks.customer_by_email": "accept" });
    const alike = await made({ DisplayName: "AURORA-DESIGN" });
    const sharer = await made({
      DisplayName: "Carvalho Books",
      PrimaryEmailAddr: { Address: "INES@aurora-design.example" },
    });
    const problem = (await refused("--deal", "125")).find(
      ({ code }) => code === "unlinked_customer",
    );
    expect(problem?.candidates).toEqual([
      { id: "417", name: "Aurora Design Oy", reason: "same e-mail, same name" },
      { id: sharer.Id, name: "Carvalho Books", reason: "same e-mail" },
      { id: alike.Id, name: "AURORA-DESIGN", reason: "similar name" },
    ]);
    expect(problem?.next).toBe("pdqb customer link --organization 402 --customer <customer>");
  });

  it("are those of a similar name alone where QuickBooks cannot be asked by e-mail", async () => {
    await books.set({ "quickbooks.customer_by_email": "refuse" });
    const problem = (await refused("--deal", "125")).find(
      ({ code }) => code === "unlinked_customer",
    );
    const names = problem?.candidates?.map(({ name }) => name);
    expect(names).toEqual(["Aurora Design Oy", "AURORA-DESIGN"]);
    await books.set({ "quickbooks.customer_by_email": "accept" });
  });

  it("of one the command is whole; of none a new customer is offered", async () => {
    const [one] = await refused("--deal", "143");
    expect(one?.next).toBe("pdqb customer link --organization 403 --customer 418");
    expect(one?.message).toContain('"Kallio & Söner Ab" (id 418, same name)');
    const [none] = await refused("--deal", "133");
    expect(none?.next).toContain("--new-customer");
  });

  it("are not taken, but for one of the same name where the setting says so", async () => {
    const [before] = await refused("--deal", "144");
    expect(before?.code).toBe("unlinked_customer");
    await home.run("config set match.customers exact");
    const taken = await create(["--deal", "144", "--dry-run"]);
    expect(taken.plan.customer).toMatchObject({ id: "419" });
    await home.run("config unset match.customers");
  });
});

describe("a new customer", () => {
  it("has the whole block, and what was changed in it is said", async () => {
    await inPipedrive("persons/913", {
      phones: [{ value: "+358 9 000 000", primary: true, label: "work" }],
    });
    const poNumber = "b7a1c0de5f2943d18e6072c4a95d3b8f10e2a6c1";
    await inPipedrive("deals/142", { person_id: 913, custom_fields: { [poNumber]: "net 30" } });
    await home.run(["config", "fields", "--terms", "deal.PO number"]);
    const args = ["--deal", "142", "--new-customer", "Aurora: North"];
    const planned = await create([...args, "--dry-run"]);
    expect(planned.plan.new_customer).toEqual({
      name: "Aurora North",
      company_name: "Aurora Design Oy",
      address: ["Mannerheimintie 12", "00100 Helsinki", "Finland"],
      email: "ines@aurora-design.example",
      phone: "+358 9 000 000",
      tax_id: "FI12345678",
      currency: "EUR",
      term_id: "4",
    });
    const { invoice, warnings } = await create([...args, "--yes"]);
    expect(warnings.map(({ code }) => code)).toEqual(["name_changed"]);
    expect(await customer(invoice.customer.id)).toMatchObject({
      DisplayName: "Aurora North",
      CompanyName: "Aurora Design Oy",
      BillAddr: {
        Line1: "Mannerheimintie 12",
        City: "Helsinki",
        PostalCode: "00100",
        Country: "Finland",
      },
      PrimaryEmailAddr: { Address: "ines@aurora-design.example" },
      PrimaryPhone: { FreeFormNumber: "+358 9 000 000" },
      // Ten characters, of which QuickBooks shows the last five.
      PrimaryTaxIdentifier: "XXXXX45678",
      CurrencyRef: { value: "EUR" },
      SalesTermRef: { value: "4" },
    });
    await home.run("config fields --terms none");
    await home.run("customer unlink --organization 402");
  });

  it("is refused with a name of over 500 characters", async () => {
    const problems = await refused("--deal", "133", "--new-customer", "x".repeat(501));
    expect(problems.map(({ code }) => code)).toEqual(["too_long"]);
  });

  it.each([
    ["an inactive customer", "Vanha Talo Oy", "inactive customer", "421"],
    ["another customer", "Saimaa Boats Oy", "customer", "422"],
  ])("under a name that %s holds, the holder and the ways out are named", async (...row) => {
    const [, name, holder, id] = row;
    const [problem] = await refused("--deal", "133", "--new-customer", name);
    expect(problem?.code).toBe("name_taken");
    expect(problem?.message).toContain(`${holder} "${name}" (id ${id})`);
    const told = `${problem?.message} ${problem?.next}`;
    expect(told).toContain(`--customer ${id}`);
    expect(told).toContain(`--new-customer '${name} (2)'`);
  });

  it("under the name of an employee, or of a customer made inactive under another name", async () => {
    await books.post("employee", { GivenName: "Tove", FamilyName: "Salo" });
    const [employee] = await refused("--deal", "133", "--new-customer", "Tove Salo");
    expect(employee?.message).toContain('employee "Tove Salo"');
    const old = await made({ DisplayName: "Salo Oy" });
    await changed(old.Id, { Active: false });
    expect(await customer(old.Id)).toMatchObject({ DisplayName: "Salo Oy (deleted)" });
    const [inactive] = await refused("--deal", "133", "--new-customer", "Salo Oy");
    expect(inactive?.message).toContain(`inactive customer "Salo Oy (deleted)" (id ${old.Id})`);
  });

  it("is made once for several deals of one organization at once, and the same command again uses it", async () => {
    await books.clearLog();
    const args = (deal: string) => [
      ...["invoice", "create", "--deal", deal, "--new-customer", "Aurora together", "--yes"],
      "--json",
    ];
    const results = await Promise.all(["145", "148"].map((deal) => home.run(args(deal))));
    expect(results.map(({ code, stderr }) => [code, stderr])).toEqual([
      [0, expect.any(String)],
      [0, expect.any(String)],
    ]);
    const billed = results.map(({ stdout }) => (JSON.parse(stdout) as Answer).invoice.customer.id);
    expect(new Set(billed).size).toBe(1);
    expect(await customerWrites()).toHaveLength(1);
    const again = await create([
      ...["--deal", "145", "--again", "--new-customer", "Aurora together", "--dry-run"],
    ]);
    expect(again.plan).toMatchObject({ customer: { id: billed[0] }, new_customer: null });
    await home.run("customer unlink --organization 402");
  });

  it("whose making was never answered is found by the next run, not made twice and not called taken", async () => {
    const post = { service: "quickbooks", method: "POST", path: "/\\/customer\\?/" };
    await books.clearLog();
    await books.fail({ ...post, kind: "hang" });
    const args = ["--deal", "133", "--new-customer", "--yes"];
    const running = home.start(["invoice", "create", ...args]);
    while ((await customerWrites()).length === 0) await delay(20);
    running.kill("SIGKILL");
    await running.result;
    const next = await create(args);
    expect(next).toMatchObject({
      outcome: "created",
      invoice: { customer: { name: "Ville Salo" } },
    });
    expect(await customerWrites()).toHaveLength(1);
  });
});

describe("an address without parts", () => {
  it("goes as typed, over lines, with no city made up", async () => {
    await home.run("customer link --organization 403 --customer 418");
    const { plan } = await create(["--deal", "143", "--dry-run"]);
    expect(plan.bill_to).toMatchObject({
      address: ["Hämeentie 5 B", "00530 Helsinki"],
      as_typed: true,
    });
    const { invoice } = await create(["--deal", "143", "--yes"]);
    const { Invoice } = (await books.read(`invoice/${invoice.id}`)) as unknown as {
      Invoice: { BillAddr: Record<string, unknown> };
    };
    expect(Invoice.BillAddr).toMatchObject({ Line1: "Hämeentie 5 B", Line2: "00530 Helsinki" });
    expect(Invoice.BillAddr).not.toHaveProperty("City");
  });
});

describe("a linked customer that differs from Pipedrive", () => {
  const DEAL = ["--deal", "145", "--again", "--yes"];
  const OTHER_EMAIL = { PrimaryEmailAddr: { Address: "old@aurora-design.example" } };

  it("is told with both values, and stays as it is, while nobody decides", async () => {
    await home.run("customer link --organization 402 --customer 417");
    await inPipedrive("deals/145", { person_id: 913 });
    await changed("417", OTHER_EMAIL);
    await books.clearLog();
    const { plan, warnings } = await create(["--deal", "145", "--again", "--dry-run"]);
    // The tax ID of 417 is not there at all, so it is not a masked one.
    expect(plan.customer_changes).toEqual([
      { field: "email", from: "old@aurora-design.example", to: "ines@aurora-design.example" },
      { field: "tax_id", from: null, to: "FI12345678" },
    ]);
    expect(plan.update_customer).toBe(false);
    expect(warnings.map(({ code }) => code)).toEqual(["customer_differs"]);
    const never = await create([...DEAL, "--dry-run", "--update-customer", "never"]);
    expect(never.warnings.map(({ code }) => code)).toEqual(["customer_differs"]);
    expect(await customerWrites()).toEqual([]);
  });

  it("is updated before the invoice where that is chosen, by the setting too; the rest of it stays", async () => {
    await home.run("config set customer.update always");
    const planned = await create(["--deal", "145", "--again", "--dry-run"]);
    expect(planned.plan.update_customer).toBe(true);
    expect(planned.warnings).toEqual([]);
    expect((await customer("417")).PrimaryEmailAddr.Address).toBe("old@aurora-design.example");
    const before = await customer("417");
    await books.clearLog();
    const { warnings, invoice } = await create([...DEAL, "--expect", planned.plan.digest]);
    expect(warnings).toEqual([]);
    const writes = (await books.log()).filter(
      ({ method, path }) => method === "POST" && /\/(customer|invoice)$/.test(path),
    );
    expect(writes.map(({ path }) => path.split("/").at(-1))).toEqual(["customer", "invoice"]);
    expect(writes.every(({ requestid }) => requestid !== null)).toBe(true);
    const after = await customer("417");
    expect(after).toMatchObject({
      PrimaryEmailAddr: { Address: "ines@aurora-design.example" },
      PrimaryTaxIdentifier: "XXXXX45678",
      BillAddr: before.BillAddr,
      SalesTermRef: before.SalesTermRef,
      SyncToken: String(Number(before.SyncToken) + 1),
    });
    expect(invoice.customer.id).toBe("417");
    await home.run("config unset customer.update");
  });

  it("with a masked tax ID does not count as different, whatever Pipedrive says", async () => {
    await inPipedrive("organizations/402", {
      custom_fields: { "8091a2b3c4d544e5f60718293a4b5c6d7e8f9012": "FI99999999" },
    });
    const { plan, warnings } = await create(["--deal", "148", "--again", "--dry-run"]);
    expect(plan.customer_changes).toEqual([]);
    expect(warnings).toEqual([]);
  });

  it("is another one where a flag names it for once: that one stays as it is, unless an update is asked for, too", async () => {
    const beside = ["--deal", "148", "--again", "--dry-run", "--customer", "422"];
    await home.run("config set customer.update always");
    expect((await create(beside)).plan).toMatchObject({
      customer: { id: "422" },
      customer_changes: [],
    });
    await home.run("config unset customer.update");
    const asked = await create([...beside, "--update-customer", "always"]);
    expect(asked.plan.customer_changes.map(({ field }) => field)).toEqual(["address", "tax_id"]);
  });

  it("follows a new address, and by a flag only where --update-customer stands beside it", async () => {
    const flag = ["--deal", "148", "--again", "--dry-run", "--email", "once@aurora-design.example"];
    expect((await create(flag)).plan.customer_changes).toEqual([]);
    const both = await create([...flag, "--update-customer", "always"]);
    expect(both.plan.customer_changes).toMatchObject([{ to: "once@aurora-design.example" }]);
    await inPipedrive("organizations/402", { address: { value: "Bulevardi 3, 00120 Helsinki" } });
    await create(["--deal", "148", "--again", "--yes", "--update-customer", "always"]);
    const { BillAddr } = await customer("417");
    expect(BillAddr).toMatchObject({ Line1: "Bulevardi 3", Line2: "00120 Helsinki" });
    expect(BillAddr).not.toHaveProperty("City");
  });

  it("and was changed by somebody else in the meantime is read again: their change stays, ours is made", async () => {
    await changed("419", OTHER_EMAIL);
    await home.run("customer link --organization 404 --customer 419");
    const post = { service: "quickbooks", method: "POST", path: "/\\/customer\\?/" };
    await books.clearLog();
    await books.fail({ ...post, kind: "delay", seconds: 1.5 });
    const args = ["--deal", "135", "--link", "1=88", "--update-customer", "always", "--yes"];
    const running = home.start(["invoice", "create", ...args, "--json"]);
    while ((await customerWrites()).length === 0) await delay(20);
    await changed("419", { Notes: "Called on Monday" });
    const result = await running.result;
    expect(result.code, result.stderr).toBe(0);
    // Ours is refused as stale, theirs is between, ours again.
    expect(await customerWrites()).toHaveLength(3);
    expect(await customer("419")).toMatchObject({
      Notes: "Called on Monday",
      PrimaryEmailAddr: { Address: "sean@oneill.example" },
    });
  });

  it("and whose update is not answered is looked at, and not updated twice", async () => {
    await inPipedrive("deals/147", { person_id: 916 });
    await changed("419", OTHER_EMAIL);
    const post = { service: "quickbooks", method: "POST", path: "/\\/customer\\?/" };
    await books.fail({ ...post, kind: "drop_after" });
    await books.clearLog();
    const { outcome } = await create([
      ...["--deal", "147", "--update-customer", "always", "--yes"],
    ]);
    expect(outcome).toBe("created");
    expect(await customerWrites()).toHaveLength(1);
    expect((await customer("419")).PrimaryEmailAddr.Address).toBe("sean@oneill.example");
  });
});

describe("a link that leads nowhere", () => {
  it("to an inactive customer is refused before any write, though it was active a moment ago", async () => {
    const link = "pdqb customer link --person 914 --customer <customer>";
    await home.run("customer link --person 914 --customer 422");
    await changed("422", { Active: false });
    await books.clearLog();
    const [problem] = await refused("--deal", "133", "--again");
    expect(problem).toMatchObject({ code: "inactive_customer" });
    expect(problem?.message).toContain('"Saimaa Boats Oy (deleted)" (id 422)');
    expect(problem?.message).toContain('person 914, "Ville Salo"');
    expect(problem?.next).toContain(link.replace("<customer>", ""));
    const writes = (await books.log()).filter(({ requestid }) => requestid !== null);
    expect(writes).toEqual([]);
  });

  it("to one that was merged into another names that one: its invoices are there now", async () => {
    const invoices = (await books.query(
      "select * from Invoice where CustomerRef = '418' maxresults 1000",
    )) as unknown as { Id: string; SyncToken: string }[];
    for (const { Id, SyncToken } of invoices) {
      const moved = { Id, SyncToken, sparse: true, CustomerRef: { value: "419" } };
      await books.post("invoice", moved);
    }
    // QuickBooks' own merge does not mind the balance, which goes to the other one with the payments.
    await books.set({ "quickbooks.inactive_with_balance": "accept" });
    await changed("418", { Active: false });
    await books.set({ "quickbooks.inactive_with_balance": "6220" });
    // A refresh tells the ledger of the new customer; what the invoice was sent to is still known.
    await home.run("invoices refresh");
    const [problem] = await refused("--deal", "146");
    expect(problem?.code).toBe("inactive_customer");
    expect(problem?.message).toContain("(id 418)");
    expect(problem?.message).toContain(`"O'Neill's Kitchen" (id 419)`);
    expect(problem?.next).toBe("pdqb customer link --organization 403 --customer 419");
  });

  it("to one that the books do not have is refused, and a new customer takes its place", async () => {
    const gone = await made({ DisplayName: "Gone tomorrow" });
    await home.run(["customer", "link", "--organization", "403", "--customer", gone.Id]);
    // The books alone begin anew: the ledger does not hear of it.
    await steer(home.path, "reset", { method: "POST" });
    books = await practiceBooks(home);
    await books.set({ "quickbooks.throttles": "off", "pipedrive.rate_limits": "off" });
    const [problem] = await refused("--deal", "146");
    expect(problem?.code).toBe("inactive_customer");
    expect(problem?.message).toContain(
      `"Gone tomorrow" (id ${gone.Id}), linked to organization 403`,
    );
    const args = ["--deal", "146", "--new-customer", "Kallio again", "--yes"];
    const { invoice } = await create(args);
    expect(invoice.customer.name).toBe("Kallio again");
    const next = await create(["--deal", "149", "--dry-run"]);
    expect(next.plan.customer).toMatchObject({ id: invoice.customer.id, name: "Kallio again" });
  });
});

describe("in the US", () => {
  it("a customer is found by its resale number, and a new one gets it", async () => {
    await home.run("practice reset --company us --yes");
    books = await practiceBooks(home);
    await books.set({ "quickbooks.throttles": "off", "pipedrive.rate_limits": "off" });
    await home.run(["config", "fields", "--tax-id", "organization.Tax number"]);
    const other = await made({ DisplayName: "Northern Lights LLC", ResaleNum: "FI-1234 5678" });
    const [problem] = await refused("--deal", "142", "--link", "1=92", "--link", "2=93");
    expect(problem?.candidates?.map(({ id, reason }) => [id, reason])).toEqual([
      [other.Id, "same tax ID"],
      ["417", "same name"],
    ]);
    const { invoice } = await create([
      ...["--deal", "142", "--link", "1=92", "--link", "2=93"],
      ...["--new-customer", "Aurora South", "--yes"],
    ]);
    expect(await customer(invoice.customer.id)).toMatchObject({
      ResaleNum: "FI12345678",
      BillAddr: { Line1: "12 Harbor Road", City: "Portland", CountrySubDivisionCode: "ME" },
    });
  });
});
