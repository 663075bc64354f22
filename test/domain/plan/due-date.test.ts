// Which of four places gives the due date.
import { describe, expect, it } from "vitest";
import { decimal } from "../../../src/domain/money/money.ts";
import { decideDue } from "../../../src/domain/plan/due-date.ts";
import { day, net14 } from "../../support/builders.ts";

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
  });

  it("leaves a date-driven term to QuickBooks", () => {
    const term = { id: "9", name: "End of month", dueDays: null };
    expect(decideDue({ ...base, customerTerm: term })).toEqual({ dueDate: null, term });
  });
});
