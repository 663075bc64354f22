import { describe, expect, it } from "vitest";
import {
  changedValues,
  dealWriteBack,
  isDue,
  missingActivities,
  missingFiles,
  wish,
} from "../../../src/domain/deal/deal-write-back.ts";
import { NO_WRITE_BACK } from "../../../src/domain/invoice/write-back-choice.ts";
import type { WrittenBack } from "../../../src/domain/ledger/ledger.ts";
import { day, known } from "../../support/builders.ts";

const field = { code: "abc", label: "Invoice number", type: "varchar" };
const choice = { ...NO_WRITE_BACK, fields: { number: field } };
const input = { choice, today: day("2026-11-25"), urlOf: () => "https://books.example" };
const row = (change: Partial<WrittenBack> = {}): WrittenBack => ({
  ...{ dealId: 123, values: {}, note: null, files: [], activities: [], refused: null },
  ...change,
});
function wanted(before?: WrittenBack, ...invoices: ReturnType<typeof known>[]) {
  const found = dealWriteBack(123, invoices, before, input);
  if (!found) throw new Error("nothing is wanted");
  return found;
}

describe("a deal is due", () => {
  it("until its fields were written, and again when they change", () => {
    const first = wanted(undefined, known());
    expect([isDue(first, choice), changedValues(first)]).toEqual([true, { abc: "1042" }]);
    const written = wanted(row({ values: { abc: '"1042"' } }), known());
    expect([isDue(written, choice), changedValues(written)]).toEqual([false, {}]);
    expect(
      isDue(wanted(row({ values: { abc: '"1042"' } }), known({ number: "1043" })), choice),
    ).toBe(true);
  });

  it("for a PDF of each live invoice and an activity of each overdue one, once", () => {
    const overdue = known({ id: "1", dueDate: day("2026-11-24") });
    const voided = known({ id: "2", total: "0", allQuantitiesZero: true });
    const now = wanted(undefined, overdue, voided, known({ id: "3", dueDate: day("2026-11-25") }));
    expect(missingFiles(now).map(({ id }) => id)).toEqual(["1", "3"]);
    expect(missingActivities(now).map(({ id }) => id)).toEqual(["1"]);
    const done = wanted(row({ files: ["1", "3"], activities: ["1"] }), overdue, known({ id: "3" }));
    expect(missingFiles(done)).toEqual([]);
  });

  it("not for what Pipedrive refused, as long as nothing else is wanted", () => {
    const refused = wish(wanted(undefined, known()));
    expect(isDue(wanted(row({ refused }), known()), choice)).toBe(false);
    expect(isDue(wanted(row({ refused }), known({ number: "1043" })), choice)).toBe(true);
  });
});

it("a deal whose last invoice was unlinked shows nothing any more", () => {
  const emptied = wanted(row({ values: { abc: '"1042"', other: "1" } }));
  expect(emptied.values).toEqual({ abc: null });
  expect(isDue(emptied, choice)).toBe(true);
  expect(dealWriteBack(123, [], undefined, input)).toBeUndefined();
});
