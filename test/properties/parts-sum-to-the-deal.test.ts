// Generated deals cut into generated parts: the nets of the parts sum to the deal's, line by line and exactly, whatever their order
// and kind; no part takes more of a line than is left of it.
import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { BilledPart } from "../../src/domain/invoice/billed.ts";
import { decimal } from "../../src/domain/money/money.ts";
import { assemblePlan } from "../../src/domain/plan/assemble-plan.ts";
import type { InvoicePlan } from "../../src/domain/plan/invoice-plan.ts";
import type { PartRequest } from "../../src/domain/plan/invoice-request.ts";
import { choices, facts } from "../support/builders.ts";
import {
  dealDiscounts,
  dealLines,
  dealValue,
  type GeneratedDeal,
  generatedDeal,
} from "../support/deals.ts";
import { runs } from "../support/runs.ts";

const generatedPart: fc.Arbitrary<PartRequest> = fc.oneof(
  fc
    .integer({ min: 1, max: 6000 })
    .map((share): PartRequest => ({ kind: "percent", percent: decimal(share).dividedBy(100) })),
  fc
    .integer({ min: 1, max: 500_000 })
    .map((amount): PartRequest => ({ kind: "amount", net: decimal(amount).dividedBy(100) })),
  fc
    .uniqueArray(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 3 })
    .map((positions): PartRequest => ({ kind: "lines", positions })),
);

/** In cents, by line of the deal. */
function nets({ billed }: InvoicePlan): Map<number, number> {
  return new Map(billed.lines.map(({ lineId, net }) => [lineId, net.times(100).toNumber()]));
}

const refusals = (plan: InvoicePlan) =>
  plan.problems.filter(({ code }) => !code.startsWith("unlinked")).map(({ code }) => code);

function holds(deal: GeneratedDeal, parts: PartRequest[]): void {
  const plan = (part: PartRequest | undefined, billed: BilledPart[]) =>
    assemblePlan(
      facts({
        deal: { ...facts().deal, currency: deal.currency, value: decimal(dealValue(deal)) },
        preferences: { ...facts().preferences, homeCurrency: deal.currency },
        lines: dealLines(deal),
        discounts: dealDiscounts(deal),
        billed,
      }),
      choices(),
      part ? { part } : {},
    );
  const whole = plan(undefined, []);
  fc.pre(refusals(whole).length === 0);
  const left = nets(whole);
  const hasCredit = whole.lines.some(({ net }) => net.isNegative());
  const billed: BilledPart[] = [];
  for (const part of [...parts, { kind: "rest" } as const]) {
    const one = plan(part, billed);
    const refused = refusals(one);
    if (refused.length > 0) {
      // Only what is billed already, nothing at all, or a credit alone stands against a part.
      const known = ["over_billed", "no_lines", ...(hasCredit ? ["not_exact"] : [])];
      for (const code of refused) expect(known).toContain(code);
      continue;
    }
    for (const [lineId, net] of nets(one)) left.set(lineId, (left.get(lineId) ?? 0) - net);
    billed.push({
      invoice: String(billed.length + 1),
      part: String(billed.length + 1),
      billed: one.billed,
    });
  }
  // A credit (a line below zero) may be all that is left, and that is no invoice.
  if (hasCredit) return;
  for (const net of left.values()) expect(net).toBe(0);
}

it("the parts of a deal are the deal", () => {
  const parts = fc.array(generatedPart, { maxLength: 5 });
  fc.assert(fc.property(generatedDeal, parts, holds), runs(600));
}, 3_600_000);
