// What stands in doubt of a deal, by its links and markers alone.
import { describe, expect, it } from "vitest";
import {
  doubtProblem,
  doubtsAmong,
  type LinkedInvoice,
} from "../../../src/domain/invoice/doubts.ts";
import { foundPart, markerText } from "../../../src/domain/invoice/marker.ts";
import { withOverBilled } from "../../../src/domain/invoice/over-billed.ts";
import type { InvoiceLink } from "../../../src/domain/ledger/ledger.ts";
import { decimal } from "../../../src/domain/money/money.ts";
import { invoice } from "../../support/builders.ts";

const COMPANY = "9001";

type Case = Partial<InvoiceLink> & {
  net: string;
  id: number;
  /** Of the whole deal, when this ledger billed it; absent where another one did. */
  dealNet?: string;
  voided?: boolean;
  random?: string;
};

/** An invoice of deal 142 without tax, created in the order of its id. */
function linked({ net, id, dealNet, voided, random, ...change }: Case): LinkedInvoice {
  const { part = "1", generation = 1 } = change;
  const marker = markerText({ dealId: 142, part, generation }, COMPANY, random ?? `aaaa${id}`);
  const link: InvoiceLink = {
    invoiceId: String(id),
    dealId: 142,
    part: dealNet === undefined && part !== "1" ? foundPart(part) : part,
    generation,
    dealTitle: "",
    dealValue: dealNet ?? null,
    ownerId: null,
    pipelineId: null,
    billed:
      dealNet === undefined
        ? null
        : {
            share: null,
            lines: [{ lineId: 1, net: decimal(net) }],
            dealNet: decimal(dealNet),
          },
    createdAt: `2026-11-01T10:00:${id}Z`,
  };
  const booked = invoice({
    id: String(id),
    number: String(1000 + id),
    total: voided ? "0" : net,
    allQuantitiesZero: voided ?? false,
    createdAt: link.createdAt,
    privateNote: marker,
  });
  const refreshedAt = "2026-11-02T10:00:00Z";
  const lastTotal = decimal(net);
  const { part: _part, generation: _generation, ...rest } = change;
  const known = { invoice: booked, refreshedAt, lastTotal, links: [] };
  return { known, link: { ...link, ...rest } };
}

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

  it("names amounts, what to void, and how to keep them", () => {
    const cases = [
      { id: 11, net: "60", ...own },
      { id: 12, net: "70", ...found },
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
