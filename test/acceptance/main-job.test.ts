// The whole job by the built program against a spawned practice pair: start, connect by following the consent pages, map, link,
// dry run, create, create again, list, a payment made through the books' own API, refresh, list.
// Figures by hand: 4 × 95 = 380.00; 4 × 249.50 less 7.5 % = 923.15; 350.00; net 1,653.15; 25.5 % of it is 421.55; 2,074.70 in all.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Books, practiceBooks } from "../support/practice.ts";
import { Home } from "../support/run.ts";

const home = new Home();
const services = new Home();
let books: Books;
let env: Record<string, string>;

beforeAll(async () => {
  const started = await services.run("practice start");
  if (started.code !== 0) throw new Error(started.stderr);
  books = await practiceBooks(services);
  await books.set({ "quickbooks.throttles": "off" });
  env = (await services.json("practice env")) as unknown as Record<string, string>;
  const wanted = Object.entries(env).filter(
    ([name]) => name.startsWith("PDQB_") && !name.endsWith("API_TOKEN"),
  );
  home.env = { ...Object.fromEntries(wanted), PDQB_CALLBACK_PORT: "53871" };
}, 120_000);

afterAll(async () => {
  await services.run("practice stop");
  services.discard();
  home.discard();
});

/** What a person does in the browser: opens the page, presses a button, and is sent back to the terminal's own page. */
async function followConsent(address: string, decision: "allow" | "deny"): Promise<string> {
  const html = await (await fetch(address)).text();
  const body = new URLSearchParams({ decision });
  for (const [input] of html.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1];
    const value = /value="([^"]*)"/.exec(input)?.[1] ?? "";
    if (name) body.set(name, value.replaceAll("&amp;", "&"));
  }
  const action = /<form[^>]*action="([^"]*)"/.exec(html)?.[1]?.replaceAll("&amp;", "&") ?? "";
  const answer = await fetch(new URL(action, address), {
    method: "POST",
    body,
    redirect: "manual",
  });
  const page = await fetch(answer.headers.get("location") ?? "");
  return page.text();
}

async function connect(
  service: string,
  decision: "allow" | "deny" = "allow",
  env: Record<string, string> = {},
) {
  const running = home.start(["connect", service, "--no-browser"], { env });
  while (!/https?:\/\/\S+authorize\S*|https?:\/\/\S+connect\/oauth2\S*/.test(running.stderr()))
    await new Promise((resolve) => setTimeout(resolve, 20));
  const [address = ""] = /https?:\/\/\S+/.exec(running.stderr()) ?? [];
  const page = await followConsent(address, decision);
  return { ...(await running.result), page };
}

describe("connecting", () => {
  it("says what is missing before, with exit 4", async () => {
    const result = await home.run("invoice create --deal 123 --dry-run");
    expect(result.code).toBe(4);
    expect(result.stderr).toContain("pdqb connect pipedrive");
  });

  it("takes a no for a no, and stores nothing", async () => {
    const denied = await connect("pipedrive", "deny");
    expect(denied.code).toBe(4);
    expect(denied.stderr).toContain("denied");
    expect(denied.page).toContain("Not connected: access was denied on the consent page.");
    expect(denied.page).toContain("Pipedrive answered: ");
    expect((await home.run("status --offline")).code).toBe(4);
  });

  it("says on the page that it is not connected where the service did not answer", async () => {
    await services.run(
      "practice fail hang --service pipedrive --method POST --path token --times 5",
    );
    const { code, page } = await connect("pipedrive", "allow", { PDQB_TIMEOUT: "1" });
    await services.run("practice fail --clear");
    expect(code).toBe(6);
    expect(page).toContain("Not connected: Pipedrive is out of reach.");
  });

  it("follows the consent pages of both, and pins both companies", async () => {
    const pipedrive = await connect("pipedrive");
    expect(pipedrive.stderr + pipedrive.stdout).toContain("Nordhafen Projects");
    expect(pipedrive.page).toContain("pdqb is connected to Nordhafen Projects");
    expect(pipedrive.page).toContain("Profile: practice.");
    expect(pipedrive.page).toContain("You can close this page");
    const quickbooks = await connect("quickbooks");
    expect(quickbooks.stdout).toContain("Pohjola Verstas Oy");
    expect(quickbooks.page).toContain("pdqb is connected to Pohjola Verstas Oy");
    expect(quickbooks.code).toBe(0);
    const status = await home.json("status");
    expect(status).toMatchObject({
      profile: "practice",
      environment: "practice",
      pipedrive: { company: "Nordhafen Projects", state: "connected" },
      quickbooks: {
        company: "Pohjola Verstas Oy",
        realm: env.PRACTICE_REALM_ID,
        state: "connected",
      },
    });
  });
});

describe("the invoice of deal 123", () => {
  it("is planned with every problem at once, each with the command that mends it", async () => {
    await books.clearLog();
    const answer = (await home.json("invoice create --deal 123 --dry-run", 3)) as unknown as {
      outcome: string;
      plan: { problems: { code: string; next: string }[] };
    };
    expect(answer.outcome).toBe("planned");
    const found = answer.plan.problems.map(({ code }) => code).sort();
    expect(found).toEqual([
      "unlinked_customer",
      "unlinked_item",
      "unlinked_item",
      "unlinked_item",
      "unlinked_tax",
    ]);
    const writes = (await books.log()).filter(
      ({ method, path }) => method !== "GET" && !/query|batch|tokens/.test(path),
    );
    expect(writes).toEqual([]);
  });

  it("is refused without a terminal when no flag confirms it", async () => {
    for (const args of [
      ["customer", "link", "--organization", "402", "--customer", "417"],
      ["product", "link", "201", "--item", "sku:WEB-CARE"],
      ["product", "link", "208", "--item", "Insulation panel 80 mm"],
      ["tax", "link", "25.5", "--code", "ALV 25.5%"],
      ["config", "set", "item.income-account", "Services"],
      ["config", "fields", "--po", "deal.PO number", "--due", "deal.Payment days"],
    ]) {
      const result = await home.run(args);
      expect(result, args.join(" ")).toMatchObject({ code: 0 });
    }
    const result = await home.run("invoice create --deal 123 --create-item 3");
    expect(result.code).toBe(2);
    expect(result.stderr).toContain("--yes");
  });

  it("has one digest as long as nothing changes", async () => {
    const plan = async () =>
      (
        (await home.json("invoice create --deal 123 --create-item 3 --dry-run")) as unknown as {
          plan: { digest: string; totals: unknown };
        }
      ).plan;
    const first = await plan();
    expect(first.totals).toEqual({
      net: "1653.15",
      discount: "0.00",
      tax: "421.55",
      total: "2074.70",
    });
    expect((await plan()).digest).toBe(first.digest);
    const bare = await home.json("invoice create 123 --create-item 3 --dry-run");
    expect(bare).toMatchObject({ plan: { digest: first.digest } });
    expect((await home.run("invoice create 123 --deal 123 --dry-run")).code).toBe(2);
    const other = await home.run(
      "invoice create --deal 123 --create-item 3 --yes --expect 0000000000000000",
    );
    expect(other.code).toBe(3);
  });

  it("stands in the books to the cent, once, and is printed by the second create", async () => {
    const created = (await home.json(
      "invoice create --deal 123 --create-item 3 --yes",
    )) as unknown as {
      outcome: string;
      warnings: unknown[];
      invoice: {
        id: string;
        number: string;
        total: string;
        tax: string;
        due_date: string;
        date: string;
      };
    };
    expect(created).toMatchObject({
      outcome: "created",
      warnings: [],
      invoice: {
        total: "2074.70",
        tax: "421.55",
        balance: "2074.70",
        status: "open",
        deal_ids: [123],
      },
    });
    const { Invoice: booked } = (await books.read(`invoice/${created.invoice.id}`)) as unknown as {
      Invoice: Record<string, never> & { Line: Record<string, unknown>[]; PrivateNote: string };
    };
    expect(booked).toMatchObject({
      TotalAmt: 2074.7,
      TxnTaxDetail: { TotalTax: 421.55 },
      CustomerRef: { value: "417" },
      GlobalTaxCalculation: "TaxExcluded",
      DueDate: created.invoice.due_date,
    });
    const days =
      (Date.parse(created.invoice.due_date) - Date.parse(created.invoice.date)) / 86_400_000;
    expect(days).toBe(21);
    const sales = booked.Line.filter((line) => line.DetailType === "SalesItemLineDetail");
    expect(sales.map((line) => line.Amount)).toEqual([380, 923.15, 350]);
    expect(booked.PrivateNote).toMatch(/^pdqb 123\/1 [a-z0-9]{8}$/);
    expect(JSON.stringify(booked)).toContain("PO-20815");

    const again = (await home.json("invoice create --deal 123 --yes")) as unknown as {
      outcome: string;
      invoice: { id: string };
    };
    expect(again).toMatchObject({ outcome: "already_exists", invoice: { id: created.invoice.id } });
    const all = await books.query(
      "select * from Invoice where CustomerRef = '417' maxresults 1000",
    );
    expect(
      all.filter((invoice) => String(invoice.PrivateNote).startsWith("pdqb 123/")),
    ).toHaveLength(1);
    const [setup] = await books.query("select * from Item where Name = 'Setup fee'");
    expect(setup).toMatchObject({ Sku: "SETUP", UnitPrice: 350 });
  });

  it("is listed, paid through the books, refreshed and listed again", async () => {
    const list = async () =>
      (await home.json("invoices list --deal 123")) as unknown as {
        invoices: { id: string; status: string; balance: string }[];
        complete: boolean;
      };
    const before = await list();
    expect(before).toMatchObject({
      invoices: [{ status: "open", balance: "2074.70" }],
      complete: true,
    });
    const pay = (amount: number) =>
      books.post("payment", {
        CustomerRef: { value: "417" },
        CurrencyRef: { value: "EUR" },
        TotalAmt: amount,
        Line: [
          { Amount: amount, LinkedTxn: [{ TxnId: before.invoices[0]?.id, TxnType: "Invoice" }] },
        ],
      });
    await pay(74.7);
    const refreshed = await home.json("invoices refresh");
    expect(refreshed).toMatchObject({
      checked: 1,
      complete: true,
      changed: [{ from: "open", to: "partially_paid" }],
      failed: [],
    });
    await pay(2000);
    expect(await home.json("invoices refresh")).toMatchObject({
      changed: [{ from: "partially_paid", to: "paid" }],
      calls: 1,
    });
    expect(await list()).toMatchObject({ invoices: [{ status: "paid", balance: "0.00" }] });
    const quiet = await home.run("invoices refresh --quiet");
    expect(quiet).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it("takes its deal out of the morning's question", async () => {
    const { deals } = (await home.json("deals --not-invoiced --limit 200")) as unknown as {
      deals: { id: number }[];
    };
    const ids = deals.map(({ id }) => id);
    expect(ids).not.toContain(123);
    expect(ids).toContain(124);
  });
});

describe("budgets", () => {
  it("a warm create costs two QuickBooks calls and 35 Pipedrive tokens at most", async () => {
    await home.run(["config", "fields", "--po", "none", "--due", "none"]);
    await books.clearLog();
    const created = await home.json("invoice create --deal 125 --dry-run", 3);
    expect(created).toMatchObject({ outcome: "planned" });
    await books.clearLog();
    await home.run("invoice create --deal 123 --again --dry-run");
    const log = await books.log();
    const calls = log.filter(
      ({ service, path }) => service === "quickbooks" && path.startsWith("/v3/"),
    );
    expect(calls.map(({ path }) => path.split("/").at(-1))).toEqual(["batch"]);
    const tokens = log
      .filter(({ service }) => service === "pipedrive")
      .reduce((sum, { cost }) => sum + (cost ?? 0), 0);
    expect(tokens).toBeLessThanOrEqual(35);
  });
});

describe("secrets", () => {
  it("are in no answer and in no file but their own", async () => {
    const result = await home.run("status --json --debug");
    const secret = env.PDQB_PIPEDRIVE_CLIENT_SECRET ?? "";
    expect(result.stdout + result.stderr).not.toContain(secret);
    const { execFileSync } = await import("node:child_process");
    const files = execFileSync("grep", ["-rl", secret, home.path]).toString().trim().split("\n");
    expect(files).toEqual([`${home.path}/secrets.json`]);
  });
});
