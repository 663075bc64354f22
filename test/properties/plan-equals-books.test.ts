// Generated deals, planned and then booked by the practice services of the company in Quebec: what the plan says is what the books
// say, to the cent, or the plan was refused with a reason that the deal explains. Two judges: the practice books (another program),
// and whole-number arithmetic for the net of each line.
import { Agent, request } from "node:http";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Customer, TaxCode } from "../../src/domain/books.ts";
import { decimal } from "../../src/domain/money/money.ts";
import { assemblePlan } from "../../src/domain/plan/assemble-plan.ts";
import type { InvoicePlan } from "../../src/domain/plan/invoice-plan.ts";
import { invoiceBody } from "../../src/usecases/books/invoice-body.ts";
import { choices, facts } from "../support/builders.ts";
import {
  dealDiscounts,
  dealLines,
  dealValue,
  type GeneratedDeal,
  generatedDeal,
  net,
} from "../support/deals.ts";
import { centsText } from "../support/exact.ts";
import { practiceBooks } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { runs } from "../support/runs.ts";

const home = new Home();
const agent = new Agent({ keepAlive: true });
let address: URL;
let token: string;
const customers = new Map([["CAD", "417"]]);

beforeAll(async () => {
  await home.run("practice start");
  await home.run("practice reset --company canadian --yes");
  const env = (await home.json("practice env")) as unknown as Record<string, string>;
  address = new URL(`${env.PDQB_QUICKBOOKS_ORIGIN}/v3/company/${env.PRACTICE_REALM_ID}/invoice`);
  token = env.PRACTICE_QUICKBOOKS_ACCESS_TOKEN ?? "";
  const books = await practiceBooks(home);
  await books.set({ "quickbooks.throttles": "off" });
  for (const currency of ["USD", "JPY"]) {
    const made = (await books.post("customer", {
      DisplayName: `Customer in ${currency}`,
      CurrencyRef: { value: currency },
    })) as unknown as { Customer: { Id: string } };
    customers.set(currency, made.Customer.Id);
  }
}, 120_000);

afterAll(async () => {
  agent.destroy();
  await home.run("practice stop");
  home.discard();
});

const code = (id: string, ...rates: [string, string][]): TaxCode => ({
  id,
  name: id,
  active: true,
  rates: rates.map(([rate, percent]) => ({ id: rate, percent: decimal(percent) })),
});
const taxCodes = new Map([
  ["14.975", code("5", ["25", "5"], ["26", "9.975"])],
  ["13", code("6", ["16", "13"])],
  ["5", code("7", ["25", "5"])],
  ["0", code("9", ["19", "0"])],
]);
const item = {
  id: "92",
  name: "Hours",
  fullName: "Hours",
  sku: null,
  type: "Service" as const,
  active: true,
  unitPrice: null,
};

function planned(deal: GeneratedDeal): InvoicePlan {
  const base = facts();
  return assemblePlan(
    facts({
      company: { ...base.company, country: "CA" },
      preferences: { ...base.preferences, homeCurrency: "CAD", multicurrency: true },
      deal: { ...base.deal, currency: deal.currency, value: decimal(dealValue(deal)) },
      lines: dealLines(deal),
      discounts: dealDiscounts(deal),
      mapping: {},
      exchange: { rate: decimal("1.3712"), date: base.today },
    }),
    {
      ...choices(),
      customer: {
        ...choices().customer,
        id: customers.get(deal.currency),
        currency: deal.currency,
      } as Customer,
      items: new Map(deal.lines.map((_, index) => [index + 1, item])),
      taxCodes,
    },
    {},
  );
}

type Booked = { Invoice: { TotalAmt: number; TxnTaxDetail?: { TotalTax?: number } } };

function book(body: string): Promise<Booked["Invoice"]> {
  const headers = {
    authorization: `Bearer ${token}`,
    accept: "application/json",
    "content-type": "application/json",
  };
  return new Promise((resolve, reject) => {
    const sent = request(address, { method: "POST", agent, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      answer.on("end", () => {
        if (answer.statusCode === 200) resolve((JSON.parse(text) as Booked).Invoice);
        else reject(new Error(`${answer.statusCode}: ${text}\n${body}`));
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Whether the deal itself explains why it was refused. */
const explained: Record<string, (deal: GeneratedDeal, plan: InvoicePlan) => boolean> = {
  no_lines: ({ lines }) => lines.every((one) => !one.isEnabled),
  not_exact: (_, { totals }) => totals.net.minus(totals.discount).isNegative(),
  unclear_discount: ({ discounts, method, lines }) =>
    discounts.length > 1 ||
    (discounts[0]?.type === "amount" && method === "exclusive") ||
    // Both readings of an amount may round to the same sum, and be a cent apart behind it.
    lines.some((one) => one.discountType === "amount" && one.quantity !== "1"),
};

const counts = { booked: 0, refused: 0 };

async function agrees(deal: GeneratedDeal): Promise<void> {
  const plan = planned(deal);
  if (plan.problems.length > 0) {
    counts.refused += 1;
    for (const problem of plan.problems)
      expect(explained[problem.code]?.(deal, plan), problem.message).toBe(true);
    return;
  }
  counts.booked += 1;
  if (deal.discounts.length === 0) {
    const nets = deal.lines.filter((one) => one.isEnabled).map((one) => centsText(net(one, deal)));
    expect(plan.lines.map((line) => line.net.toFixed(2))).toEqual(nets);
  }
  const booked = await book(invoiceBody({ plan, marker: "pdqb 123/1 k7m2q9xw" }));
  expect({
    total: booked.TotalAmt.toFixed(2),
    tax: (booked.TxnTaxDetail?.TotalTax ?? 0).toFixed(2),
  }).toEqual({ total: plan.totals.total?.toFixed(2), tax: plan.totals.tax?.toFixed(2) });
}

it("what is planned is what is booked, or refused with a reason that the deal explains", async () => {
  await fc.assert(fc.asyncProperty(generatedDeal, agrees), { ...runs(600), endOnFailure: false });
  console.log(`${counts.booked} booked, ${counts.refused} refused`);
  // A generator that is refused most of the time would prove little.
  expect(counts.booked).toBeGreaterThan(counts.refused);
}, 3_600_000);
