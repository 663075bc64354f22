// Which of four places gives the due date.
import { describe, expect, it } from "vitest";
import { decimal } from "../../../src/domain/money/money.ts";
import { decideDue, unknownTerm } from "../../../src/domain/plan/due-date.ts";
import type { InvoiceRequest } from "../../../src/domain/plan/invoice-request.ts";
import { day, facts, net14 } from "../../support/builders.ts";
import { plan } from "../../support/planned.ts";

describe("due date", () => {
  const base = {
    date: day("2026-11-25"),
    dueFlag: undefined,
    termFlag: undefined,
    dueMapped: undefined,
    termMapped: undefined,
    customerTerm: undefined,
    companyTerm: undefined,
  };
  it("takes the flag before the mapping before the customer's before the company's", () => {
    const all = { ...base, companyTerm: net14 };
    expect(decideDue(all).dueDate).toBe("2026-12-09");
    const mapped = { ...all, dueMapped: { text: "21", number: decimal(21) } };
    expect(decideDue(mapped)).toEqual({ dueDate: "2026-12-16", term: null });
    expect(decideDue({ ...mapped, dueFlag: 7 }).dueDate).toBe("2026-12-02");
    expect(decideDue({ ...mapped, dueFlag: day("2027-01-05") }).dueDate).toBe("2027-01-05");
  });

  it("counts from the date of the invoice, in a leap year too", () => {
    const later = { ...base, date: day("2028-02-20") };
    expect(decideDue({ ...later, dueFlag: 14 }).dueDate).toBe("2028-03-05");
    expect(decideDue({ ...later, dueFlag: "eom" }).dueDate).toBe("2028-02-29");
  });

  it("keeps the mapped term beside a mapped date", () => {
    const end = { id: "9", name: "End of month", dueDays: null };
    const dueMapped = { text: "21", number: decimal(21) };
    const mapped = { ...base, dueMapped, termMapped: end, customerTerm: net14 };
    expect(decideDue(mapped)).toEqual({ dueDate: "2026-12-16", term: end });
  });

  it("leaves a date-driven term to QuickBooks", () => {
    const term = { id: "9", name: "End of month", dueDays: null };
    expect(decideDue({ ...base, customerTerm: term })).toEqual({ dueDate: null, term });
  });
});

describe("a mapped term that QuickBooks does not have", () => {
  const field = { owner: "deal", code: "terms", label: "Terms" } as const;
  const change = {
    mapping: { ...facts().mapping, terms: field },
    sources: { ...facts().sources, deal: { terms: { text: "45 days" } } },
  };
  const asked = (request: InvoiceRequest = {}) =>
    plan(change, request).problems.filter(({ code }) => code === "unknown_term");

  it("is named with those that it has, and the term that would apply without it is proposed", () => {
    expect(asked()).toEqual([
      {
        code: "unknown_term",
        message:
          'QuickBooks has no term "45 days", which the deal\'s mapped field names. It has "Net 14".',
        next: "--terms 'Net 14'",
      },
    ]);
  });

  it.each([
    ["45 days", "--due 45"],
    ["2/10 net 60", "--due 60"],
    ["On agreement", "--due 30"],
    ["Contract 20261", "--due 30"],
  ])("is mended by days where no term applies: %s", (name, next) => {
    expect(unknownTerm(name, [], undefined)).toMatchObject([{ code: "unknown_term", next }]);
  });

  it.each([{ term: net14 }, { due: 30 }, { due: day("2026-12-24") }])(
    "is left out where a flag says when it is due: %j",
    (request) => {
      expect(asked(request)).toEqual([]);
    },
  );
});
