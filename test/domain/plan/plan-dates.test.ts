// 25 November 2026 and 14 days is 9 December.
import { describe, expect, it } from "vitest";
import { planDates } from "../../../src/domain/plan/plan-dates.ts";
import { customer, day, facts, net14 } from "../../support/builders.ts";

const closed = (bookCloseDate: string) =>
  facts({ preferences: { ...facts().preferences, bookCloseDate: day(bookCloseDate) } });

describe("the days of an invoice", () => {
  it("are today, and the customer's term", () => {
    const { date, due, problems, warnings } = planDates(facts(), customer({ termId: "3" }), {});
    expect([date, due]).toEqual(["2026-11-25", { dueDate: "2026-12-09", term: net14 }]);
    expect([...problems, ...warnings]).toEqual([]);
  });

  it("are what was asked for", () => {
    const { date, due } = planDates(facts(), undefined, { date: day("2026-11-01"), due: 7 });
    expect([date, due.dueDate]).toEqual(["2026-11-01", "2026-11-08"]);
  });

  it("warn where the invoice's own is a week ahead or more", () => {
    const codes = (date: string) =>
      planDates(facts(), customer({ termId: "3" }), { date: day(date) }).warnings;
    expect(codes("2026-12-01")).toEqual([]);
    expect(codes("2026-12-02")).toEqual([
      { code: "date_ahead", message: "The invoice is dated 2026-12-02, 7 days from today." },
    ]);
  });

  it("warn where nobody has terms", () =>
    expect(planDates(facts(), customer(), {}).warnings).toMatchObject([{ code: "due_at_once" }]));
});

describe("a closed period", () => {
  it("ends with its last day", () => {
    expect(planDates(closed("2026-11-25"), customer(), {}).problems).toMatchObject([
      { code: "closed_period", next: "--date 2026-11-26" },
    ]);
    expect(planDates(closed("2026-11-24"), customer(), {}).problems).toEqual([]);
  });

  it("is left by today's date where an earlier one was asked for", () => {
    const asked = { date: day("2026-10-31") };
    expect(planDates(closed("2026-10-31"), customer(), asked).problems[0]?.next).toBe(
      "--date 2026-11-25",
    );
  });
});

describe("a mapped term that the books do not have", () => {
  const mapped = () => {
    const all = facts();
    const mapping = {
      ...all.mapping,
      terms: { owner: "deal" as const, code: "terms", label: "Terms" },
    };
    return { ...all, mapping, sources: { ...all.sources, deal: { terms: { text: "Net 90" } } } };
  };

  it("is a problem that the customer's own term mends", () =>
    expect(planDates(mapped(), customer({ termId: "3" }), {}).problems).toMatchObject([
      { code: "unknown_term", next: "--terms 'Net 14'" },
    ]));

  it("does not count beside a flag", () =>
    expect(planDates(mapped(), customer(), { due: 7 }).problems).toEqual([]));
});
