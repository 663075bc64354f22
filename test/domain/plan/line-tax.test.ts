// Outside the US the deal's percent names the code; in the US QuickBooks decides unless asked (docs/quickbooks.md 4.4).
import { describe, expect, it } from "vitest";
import { decimal } from "../../../src/domain/money/money.ts";
import {
  documentTaxCode,
  lineTax,
  lineTaxCode,
  treatmentFor,
  usTaxProblems,
} from "../../../src/domain/plan/line-tax.ts";
import { choices, facts, line } from "../../support/builders.ts";

const us = (change: Parameters<typeof facts>[0] = {}) => {
  const all = facts(change);
  return { ...all, company: { ...all.company, country: "US" } };
};

describe("how a document is taxed", () => {
  it("as the deal's prices say, outside the US", () => {
    expect(treatmentFor(facts(), "inclusive", {})).toBe("inclusive");
    expect(treatmentFor(facts(), "none", { taxCode: "5" })).toBe("none");
  });

  it("by QuickBooks in the US, unless a code is named or tax is refused", () => {
    expect(treatmentFor(us(), "exclusive", {})).toBe("automatic");
    expect(treatmentFor(us(), "exclusive", { taxCode: "5" })).toBe("exclusive");
    expect(treatmentFor(us(), "exclusive", { tax: "none" })).toBe("none");
  });
});

describe("in the US", () => {
  const codes = (...asked: Parameters<typeof usTaxProblems>) =>
    usTaxProblems(...asked).map(({ code }) => code);

  it("prices with tax inside cannot be booked", () => {
    expect(codes(us(), "inclusive", {})).toEqual(["tax_inclusive_us"]);
    expect(codes(facts(), "inclusive", {})).toEqual([]);
  });

  it.each(["automated", "off"] as const)("a code has no say where sales tax is %s", (tax) => {
    const { preferences } = facts();
    const named = us({ preferences: { ...preferences, tax } });
    expect(codes(named, "exclusive", { taxCode: "5" })).toEqual(["feature_off"]);
    expect(codes(us(), "exclusive", { taxCode: "5" })).toEqual([]);
  });

  it("the document has the code that was named", () => {
    expect(documentTaxCode(us(), choices(), { taxCode: "5" })).toEqual({
      ...{ id: "5", name: "ALV 25.5%" },
    });
    expect(documentTaxCode(us(), choices(), {})).toBeNull();
    expect(documentTaxCode(facts(), choices(), { taxCode: "5" })).toBeNull();
  });
});

describe("the code of a line", () => {
  it("is the one of its percent", () => {
    expect(lineTaxCode(facts(), choices(), line(), "exclusive")).toMatchObject({ id: "5" });
    expect(lineTaxCode(facts(), choices(), line({ taxPercent: "14" }), "exclusive")).toBe(
      "unlinked",
    );
    expect(lineTaxCode(facts(), choices(), line(), "none")).toBe("unlinked");
  });

  it.each([
    ["automatic", false, "25.5", null],
    ["automatic", true, "25.5", "TAX"],
    ["automatic", true, "0", "NON"],
    ["exclusive", false, "0", "TAX"],
    ["none", false, "25.5", "NON"],
  ] as const)("in the US, %s, by the deal %s, %s %%: %s", (treatment, taxByDeal, percent, code) => {
    const found = lineTaxCode(
      us({ taxByDeal }),
      choices(),
      line({ taxPercent: percent }),
      treatment,
    );
    expect(found === "unlinked" ? found : (found?.id ?? null)).toBe(code);
  });
});

describe("the tax of a line", () => {
  const money = (net: string, gross: string | null) => ({
    ...{ quantity: decimal("1"), unitPrice: decimal(net), discount: "", fold: null },
    ...{ net: decimal(net), gross: gross === null ? null : decimal(gross) },
  });
  const tax = (treatment: Parameters<typeof lineTax>[0], net: string, gross: string | null) =>
    lineTax(treatment, money(net, gross), line())?.toFixed(2) ?? null;

  it("comes on top, is inside, is none, or is not known here", () => {
    // 25.5 % of 923.15 is 235.40325.
    expect(tax("exclusive", "923.15", null)).toBe("235.40");
    expect(tax("inclusive", "923.15", "1158.55")).toBe("235.40");
    expect(tax("none", "923.15", null)).toBe("0.00");
    expect(tax("automatic", "923.15", null)).toBeNull();
  });
});
