// What stands in doubt of a deal, in words.
import { describe, expect, it } from "vitest";
import { doubtProblem } from "../../../src/domain/invoice/doubt.ts";
import { doubtsAmong, withOverBilled } from "../../../src/domain/invoice/doubts.ts";
import { COMPANY, linked } from "../../support/linked-invoice.ts";

describe("more than the deal", () => {
  it("names amounts, what to void, and how to keep them", () => {
    const cases = [
      { id: 11, net: "60", dealNet: "100", part: "share:1" },
      { id: 12, net: "70", part: "share:2", dealValue: "100" },
    ];
    const [doubt] = withOverBilled(COMPANY, cases.map(linked), []);
    expect(doubt && doubtProblem(doubt)).toEqual({
      code: "in_doubt",
      message:
        "Invoices 1011 (id:11, 2026-11-01, 60.00 EUR) and 1012 (id:12, 2026-11-01, 70.00 EUR) bill 130.00 EUR net of deal 142, which comes to 100.00: none was created with the other in view, for example on two machines at the same moment. To keep them all: pdqb invoice link id:12 --deal 142 --also",
      next: "pdqb invoice void id:12",
    });
  });
});

describe("two of one part", () => {
  const message = (...randoms: string[]) => {
    const all = randoms.map((random, at) => linked({ id: 11 + at, net: "100", random }));
    const [doubt] = doubtsAmong(COMPANY, all, []);
    return doubt && doubtProblem(doubt).message.split(") ").at(-1);
  };
  const KEEP = "To keep them all: pdqb invoice link id:12";

  it("with one marker are a copy", () => {
    expect(message("aaaaaa", "aaaaaa")).toBe(
      `carry the same marker of deal 142: all but one were copied in QuickBooks. ${KEEP} --deal 142 --also`,
    );
  });
  it("with a marker each were created separately", () => {
    expect(message("aaaaaa", "bbbbbb")).toBe(
      `bill the same part of deal 142: they were created separately, for example by two machines at the same moment. ${KEEP} --deal 142 --also`,
    );
  });
  it("may be both", () => {
    expect(message("aaaaaa", "bbbbbb", "aaaaaa")).toContain(
      "at the same moment, and copied in QuickBooks.",
    );
  });
});
