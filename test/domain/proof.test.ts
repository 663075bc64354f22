// What was found in one company counts in that company alone.
import { expect, it } from "vitest";
import { proofsOf, provenSetting, settingValue } from "../../src/domain/proof.ts";
import type { Profile } from "../../src/domain/settings.ts";

const proof = (company: string, settings: Record<string, string>) => ({
  ...{ company, at: "2026-11-25T09:00:00Z", outcomes: {}, settings },
});
function profile(realm: string, values: Record<string, string> = {}) {
  const quickbooks = { realm, companyName: "", country: "FI", timeZone: null };
  const found = proof("913", { "tax.rounding": "per_line", "void.paid": "sometimes" });
  return {
    quickbooks,
    pipedrive: null,
    proof: { quickbooks: found },
    values,
  } satisfies Partial<Profile>;
}

it("is of the company that the profile is connected to now", () => {
  expect(proofsOf(profile("913")).quickbooks?.company).toBe("913");
  expect(proofsOf(profile("914"))).toEqual({ quickbooks: undefined, pipedrive: undefined });
});

it("gives a setting its value, where the setting takes that value", () => {
  expect(provenSetting(profile("913"), "tax.rounding")).toBe("per_line");
  expect(provenSetting(profile("913"), "void.paid")).toBeUndefined();
  expect(provenSetting(profile("914"), "tax.rounding")).toBeUndefined();
});

it("stands below what the person has set and above the default", () => {
  expect(settingValue(profile("913"), "tax.rounding")).toBe("per_line");
  expect(settingValue(profile("913", { "tax.rounding": "per_rate" }), "tax.rounding")).toBe(
    "per_rate",
  );
  expect(settingValue(profile("914"), "tax.rounding")).toBe("per_rate");
});
