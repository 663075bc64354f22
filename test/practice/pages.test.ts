// The pages of the practice services, as a browser shows them: the invoice, the list, the customer, and the two consents.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chromium, domOf, groundOf } from "../support/chromium.ts";
import { type Books, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";

const home = new Home();
let books: Books;
let env: Record<string, string>;
let invoice: { id: string; url: string };
const textOf = async (path: string) =>
  (await fetch(`${env.PDQB_QUICKBOOKS_ORIGIN}/app/${path}`)).text();

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
  env = (await home.json("practice env")) as unknown as Record<string, string>;
  const created = (await home.json(
    "invoice create --deal 128 --number <b>7 --send --yes",
  )) as unknown as { invoice: { id: string; url: string } };
  invoice = created.invoice;
  await home.run(`practice pay id:${invoice.id} 52.55`);
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const WITHOUT = chromium === undefined;
const WHY = WITHOUT ? " (skipped: no Chromium on this machine)" : "";

describe("the invoice", () => {
  it.skipIf(WITHOUT)(`is shown by a browser at the address that pdqb prints${WHY}`, async () => {
    const dom = await domOf(invoice.url);
    // 4 × 249.50 less 60.00 is 938.00; with 25.5 % on it 1,177.19; less 52.55 it is 1,124.64.
    for (const text of [
      "practice: no real books",
      "Part-paid",
      "Aurora Design Oy",
      "Insulation panel 80 mm",
      "Tax 25.5 % of 938.00",
      "1,177.19",
      "1,124.64 EUR",
      "E-mailed to ines@aurora-design.example",
      "52.55",
    ])
      expect(dom).toContain(text);
    expect(dom).toContain(`href="/app/invoice/pdf?txnId=${invoice.id}"`);
    expect(dom).toContain("Invoice &lt;b&gt;7");
    expect(dom).not.toContain("<script");
  });

  it.skipIf(WITHOUT)(`is light or dark as the reader prefers${WHY}`, async () => {
    const [light = 0] = await groundOf(invoice.url, "light");
    const [dark = 255] = await groundOf(invoice.url, "dark");
    expect(light).toBeGreaterThan(200);
    expect(dark).toBeLessThan(60);
  });

  it("loads nothing from elsewhere, and answers no name that somebody pointed here", async () => {
    const answer = await fetch(invoice.url);
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(await answer.text()).not.toMatch(/(?:src|href)="?https?:/);
    const { request } = await import("node:http");
    const status = await new Promise((resolve) => {
      const headers = { host: "books.attacker.example" };
      request(invoice.url, { headers }, (got) => resolve(got.statusCode)).end();
    });
    expect(status).toBe(404);
  });

  it("gives its PDF", async () => {
    const answer = await fetch(invoice.url.replace("/app/invoice?", "/app/invoice/pdf?"));
    expect(answer.headers.get("content-type")).toBe("application/pdf");
    expect((await answer.text()).slice(0, 5)).toBe("%PDF-");
  });

  it("says that it is voided, and that there is no such one", async () => {
    const made = (await home.json("invoice create --deal 142 --yes")) as unknown as {
      invoice: { id: string };
    };
    await home.run(`practice void id:${made.invoice.id}`);
    const page = await textOf(`invoice?txnId=${made.invoice.id}`);
    expect(page).toContain('<span class="badge voided">Voided</span>');
    expect((await fetch(`${env.PDQB_QUICKBOOKS_ORIGIN}/app/invoice?txnId=1`)).status).toBe(404);
  });
});

it("the list has the newest first, a hundred to a page", async () => {
  await books.load(150);
  const page = await textOf("invoices?page=2");
  expect(page).toContain("page 2 of 2");
  expect(page).toContain('href="/app/invoices?page=1"');
  const days = [...page.matchAll(/<td>(\d{4}-\d{2}-\d{2})<\/td><td><a/g)].map(([, day]) => day);
  expect(days.length).toBeGreaterThan(50);
  expect(days).toEqual([...days].sort().reverse());
});

it("the customer has addresses, balance and invoices", async () => {
  const page = await textOf("customerdetail?nameId=417");
  expect(page).toContain("<h1>Aurora Design Oy</h1>");
  expect(page).toContain("Mannerheimintie 12\n00100 Helsinki");
  expect(page).toContain(`href="/app/invoice?txnId=${invoice.id}"`);
});

it.each([
  [
    "QuickBooks",
    "/connect/oauth2",
    "com.intuit.quickbooks.accounting",
    ["Pohjola Verstas Oy", "Read and write the accounting data"],
  ],
  ["Pipedrive", "/oauth/authorize", "", ["Nordhafen Projects", "Aino Laine", "deals:full"]],
])("the consent of %s names application, scopes and account", async (name, path, scope, words) => {
  const prefix = `PDQB_${name.toUpperCase()}`;
  const query = new URLSearchParams({
    client_id: env[`${prefix}_CLIENT_ID`] ?? "",
    redirect_uri: "http://localhost:53682/callback",
    response_type: "code",
    state: "s",
    ...(scope && { scope }),
  });
  const page = await (await fetch(`${env[`${prefix}_ORIGIN`]}${path}?${query}`)).text();
  for (const word of ["<strong>pdqb</strong>", "http://localhost:53682", ...words])
    expect(page).toContain(word);
});
