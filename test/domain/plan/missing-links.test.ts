import { describe, expect, it } from "vitest";
import { missingLinks, severalTaxCodes } from "../../../src/domain/plan/missing-links.ts";
import { choices } from "../../support/builders.ts";

const lacking = (at: number, relink: string | null, untaxed: string | null) => ({
  ...{ line: { line: at, productName: `Product ${at}` }, relink, untaxed },
});

describe("what is linked to nothing", () => {
  it("is one problem for each link that mends it, whatever it mends", () => {
    const problems = missingLinks([
      lacking(1, null, "25.5"),
      lacking(2, "pdqb product link 208 --item <item>", "25.5"),
      lacking(4, "pdqb product link 208 --item <item>", "14"),
      lacking(5, null, null),
    ]);
    expect(problems.map(({ code, message, next }) => [code, message, next])).toEqual([
      [
        ...["unlinked_item", 'Line 2 and 1 more: no QuickBooks item is linked to "Product 2".'],
        "pdqb product link 208 --item <item>",
      ],
      [
        ...["unlinked_tax", "Line 1 and 1 more: no tax code is linked to 25.5 %."],
        "pdqb tax link 25.5 --code <code>",
      ],
      [
        ...["unlinked_tax", "Line 4: no tax code is linked to 14 %."],
        "pdqb tax link 14 --code <code>",
      ],
    ]);
  });

  it("is nothing where all is linked", () =>
    expect(missingLinks([lacking(1, null, null)])).toEqual([]));
});

describe("codes of one percent", () => {
  const code = (id: string, name: string) => ({ id, name, active: true, rates: [] });
  const warned = (change: object) =>
    severalTaxCodes({
      ...choices({
        taxCodes: new Map([["0", code("8", "Export")]]),
        otherTaxCodes: new Map([["0", [code("9", "Exempt")]]]),
        ...change,
      }),
    }).map(({ message }) => message);

  it("are named, with the command for this customer alone", () => {
    expect(warned({})).toEqual([
      '0 % is taken to mean "Export", as for every customer; "Exempt" (id 9) has the same percent. For this customer alone: pdqb tax link 0 --code 9 --customer 417',
    ]);
    expect(warned({ customer: null })[0]).toMatch(/--code 9$/);
  });

  it("are not said where there is one code", () =>
    expect(warned({ otherTaxCodes: new Map() })).toEqual([]));
});
