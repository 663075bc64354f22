// What stands in doubt of a deal, by its links and markers alone.
import { describe, expect, it } from "vitest";
import { withOverBilled } from "../../../src/domain/invoice/doubts.ts";
import { type Case, COMPANY, linked } from "../../support/linked-invoice.ts";

const surplus = (...cases: Case[]) =>
  withOverBilled(COMPANY, cases.map(linked), []).map((doubt) =>
    doubt.kind === "over_billed" ? doubt.surplus.map(({ id }) => id) : doubt.kind,
  );

const own = { dealNet: "100", part: "share:1" };
const found = { part: "share:2", dealValue: "100" };

describe("more than the deal", () => {
  it.each<[string, string[][], Case[]]>([
    [
      "parts of two ledgers",
      [["12"]],
      [
        { id: 11, net: "60", ...own },
        { id: 12, net: "60", ...found },
      ],
    ],
    [
      "parts that fit",
      [],
      [
        { id: 11, net: "60", ...own },
        { id: 12, net: "40", ...found },
      ],
    ],
    [
      "a cent of rounding",
      [],
      [
        { id: 11, net: "60", ...own },
        { id: 12, net: "40.02", ...found },
      ],
    ],
    [
      "a part that was voided",
      [],
      [
        { id: 11, net: "60", ...own, voided: true },
        { id: 12, net: "60", ...found },
      ],
    ],
    [
      "what does not fit, and not what came after it",
      [["12"]],
      [
        { id: 11, net: "30", ...own },
        { id: 12, net: "100", part: "1", dealValue: "100" },
        { id: 13, net: "70", part: "rest", dealValue: "100" },
      ],
    ],
    [
      "a deal that grew between them",
      [],
      [
        { id: 11, net: "60", ...own },
        { id: 12, net: "140", ...found, dealValue: "200" },
      ],
    ],
    [
      "a deal that shrank after both",
      [],
      [
        { id: 11, net: "60", ...own },
        { id: 12, net: "40", ...found, dealValue: "80" },
      ],
    ],
    [
      "a deal that could not be read",
      [],
      [
        { id: 11, net: "60", ...own },
        { id: 12, net: "60", ...found, dealValue: null },
      ],
    ],
    [
      "a lost ledger",
      [["12"]],
      [
        { id: 11, net: "60", ...found, part: "share:1" },
        { id: 12, net: "60", ...found },
      ],
    ],
    [
      "a later cycle",
      [],
      [
        { id: 11, net: "100", ...own, part: "1" },
        { id: 12, net: "100", part: "cycle:2", dealValue: "100" },
      ],
    ],
    [
      "one more on request",
      [],
      [
        { id: 11, net: "60", ...own },
        { id: 12, net: "60", ...own, generation: 2 },
      ],
    ],
    [
      "one more on request beside another part",
      [],
      [
        { id: 11, net: "60", ...own },
        { id: 12, net: "100", dealValue: "100", generation: 2 },
      ],
    ],
    [
      "a cancelled one that was replaced, and restored",
      [["13"]],
      [
        { id: 11, net: "100", ...own, part: "1", voided: true },
        { id: 12, net: "100", ...own, part: "1", generation: 2 },
        { id: 13, net: "100", part: "1", dealValue: "100" },
      ],
    ],
  ])("%s", (_name, expected, cases) => {
    expect(surplus(...cases)).toEqual(expected);
  });
});
