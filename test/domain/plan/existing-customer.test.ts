import { expect, it } from "vitest";
import { decimal, ZERO } from "../../../src/domain/money/money.ts";
import {
  exemptionOf,
  exemptionWarnings,
  existingCustomer,
} from "../../../src/domain/plan/existing-customer.ts";
import { customer } from "../../support/builders.ts";

const exempt = customer({ taxable: false, exemptionReasonId: "5" });
const totals = { net: ZERO, discount: ZERO, tax: null, total: null };

it("has its full name, and its payer only where its bills go to the parent", () => {
  const sub = customer({ fullName: "Aurora Group:Aurora Design Oy", parentId: "400" });
  expect(existingCustomer(sub, "FI")).toMatchObject({
    name: "Aurora Group:Aurora Design Oy",
    existing: { payer: null },
  });
  const paid = existingCustomer({ ...sub, billWithParent: true }, "FI");
  expect(paid.existing?.payer).toBe("Aurora Group");
});

it("is exempt in the US alone, by being not taxable or by a reason", () => {
  expect(existingCustomer(exempt, "US").existing?.exemption).toEqual({
    ...{ reasonId: "5", resaleNumber: null },
  });
  expect(existingCustomer(exempt, "FI").existing?.exemption).toBeNull();
  expect(exemptionOf(customer({ taxable: false }))).toEqual({ reasonId: null, resaleNumber: null });
  expect(exemptionOf(customer({ taxable: true }))).toBeNull();
  expect(exemptionOf(customer({ taxable: null }))).toBeNull();
});

it("that is exempt, with a deal that has tax, is said", () => {
  const planned = existingCustomer(exempt, "US");
  const warned = (dealTax: string | null) =>
    exemptionWarnings(planned, { ...totals, dealTax: dealTax === null ? null : decimal(dealTax) });
  expect(warned("421.55")[0]?.message).toBe(
    'Customer "Aurora Design Oy" is tax exempt in QuickBooks, and the deal\'s tax comes to 421.55.',
  );
  expect(warned("0")).toEqual([]);
  expect(warned(null)).toEqual([]);
  expect(exemptionWarnings(null, { ...totals, dealTax: decimal("1") })).toEqual([]);
});
