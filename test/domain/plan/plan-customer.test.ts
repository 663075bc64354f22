import { describe, expect, it } from "vitest";
import { decimal, ZERO } from "../../../src/domain/money/money.ts";
import { planCustomer } from "../../../src/domain/plan/plan-customer.ts";
import { choices, customer, facts } from "../../support/builders.ts";

const totals = { net: ZERO, discount: ZERO, tax: ZERO, dealTax: null, total: ZERO };
const part = (...[change]: Parameters<typeof choices>) =>
  planCustomer(facts(), choices(change), totals);

describe("who is billed", () => {
  it("is the customer that was chosen", () => {
    const { customer: planned, problems, update } = part();
    expect(planned).toMatchObject({ id: "417", name: "Aurora Design Oy", create: null });
    expect([problems, update]).toEqual([[], null]);
  });

  it("is missing, was deleted, or is inactive: each is a problem of its own", () => {
    expect(part({ customer: null }).problems).toMatchObject([{ code: "unlinked_customer" }]);
    const gone = part({ customer: null, gone: { id: "77", name: "Aurora" } });
    expect(gone.problems[0]?.message).toContain('"Aurora" (id 77)');
    const inactive = part({ customer: customer({ active: false }) });
    expect(inactive.problems).toMatchObject([
      {
        code: "inactive_customer",
        next: "pdqb customer link --organization 402 --customer <customer>",
      },
    ]);
  });

  it("that a flag names is not mended by a link", () => {
    const named = { customer: true, items: new Set<number>() };
    const { problems } = part({ customer: customer({ active: false }), named });
    expect(problems[0]?.next).toBe("--customer <customer>");
  });
});

it("what differs from Pipedrive waits for a decision", () => {
  const block = { address: null, email: "new@aurora.example", taxId: null };
  const { update } = part({ customerUpdate: { block, decision: "open" } });
  expect(update?.changes).toEqual([{ field: "email", from: null, to: "new@aurora.example" }]);
});

it("an exempt customer in the US is said where the deal has tax", () => {
  const us = facts();
  us.company.country = "US";
  const exempt = choices({ customer: customer({ taxable: false }) });
  const dealTax = { ...totals, dealTax: decimal("4") };
  expect(planCustomer(us, exempt, dealTax).warnings).toMatchObject([{ code: "tax_exempt" }]);
  expect(planCustomer(us, exempt, totals).warnings).toEqual([]);
});
