import { expect, it } from "vitest";
import { assemblePlan } from "../../../src/domain/plan/assemble-plan.ts";
import { planFromText, planOfIntent, planToText } from "../../../src/domain/plan/stored-plan.ts";
import { choices, facts } from "../../support/builders.ts";

const plan = assemblePlan(facts(), choices(), {});

it("a plan comes back with its decimals, to the last digit", () => {
  const again = planFromText(planToText(plan));
  expect(again).toEqual(plan);
  expect(again.lines[1]?.unitPrice?.toFixed()).toBe("230.7875");
  expect(again.totals.total?.plus("0.01").toFixed(2)).toBe("2074.71");
});

it("an intent that keeps none has none", () => {
  expect(planOfIntent({ follows: { target: null } })).toBeUndefined();
  const kept = planOfIntent({ follows: { target: null, plan: planToText(plan) } });
  expect(kept?.lines).toHaveLength(3);
});
