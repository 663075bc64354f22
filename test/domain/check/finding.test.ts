import { describe, expect, it } from "vitest";
import { paint } from "../../../src/cli/paint.ts";
import { bridgeText } from "../../../src/commands/views/check.ts";
import {
  aboutOf,
  acceptCommand,
  isAccepted,
  isIn,
  undoCommand,
} from "../../../src/domain/check/finding.ts";
import { decimal } from "../../../src/domain/money/money.ts";
import { day, invoice } from "../../support/builders.ts";

const period = { since: day("2026-11-01"), until: day("2026-11-30") };
const row = {
  ...{ kind: "amount_differs" as const, deal: { id: 12, title: "Refit" }, invoices: [] },
  ...{ currency: "EUR", expected: decimal("100"), found: decimal("90"), why: "", next: "" },
};

it("a period has both its ends", () => {
  expect(
    ["2026-10-31", "2026-11-01", "2026-11-30", "2026-12-01"].map((one) => isIn(period, day(one))),
  ).toEqual([...[false, true, true, false]]);
});

describe("accepting", () => {
  const accepted = {
    ...{ kind: "amount_differs" as const, about: "deal:12", expected: "100", found: "90" },
    ...{ reason: "rounding", by: "Maija", at: "2026-11-30T09:00:00Z" },
  };

  it("holds until the figures change, and for this kind and deal alone", () => {
    expect(isAccepted(row, [accepted])).toBe(true);
    expect(isAccepted({ ...row, found: decimal("90.00") }, [accepted])).toBe(true);
    expect(isAccepted({ ...row, found: decimal("89.99") }, [accepted])).toBe(false);
    expect(isAccepted({ ...row, kind: "over_billed" }, [accepted])).toBe(false);
    expect(isAccepted({ ...row, deal: { id: 13, title: "" } }, [accepted])).toBe(false);
  });

  it("is a command, quoted for the shell", () => {
    expect(acceptCommand(row, period, "it's agreed")).toBe(
      `pdqb check --since 2026-11-01 --until 2026-11-30 --accept amount_differs --deal 12 --reason 'it'\\''s agreed'`,
    );
    const about = { ...row, deal: null, invoices: [invoice()] };
    expect(aboutOf(about)).toBe("invoice:3120");
    expect(acceptCommand(about, period, "ok")).toContain("--invoice id:3120 --reason ok");
  });
});

it("a paid invoice is never proposed to be voided", () => {
  expect(undoCommand(row, invoice(), period)).toBe("pdqb invoice void id:3120");
  expect(undoCommand(row, invoice({ balance: "99.99" }), period)).toContain(
    "--accept amount_differs",
  );
});

it("stands in lines for a terminal: what it is about, both figures, and the command", () => {
  const nothing = { bridge: [], notChecked: [], accepted: [], deals: new Map(), known: [] };
  const result = {
    ...nothing,
    period,
    findings: [{ ...row, why: "It was changed.", next: "pdqb x" }],
  };
  const text = bridgeText({ ...result, complete: true } as never, paint);
  expect(text.split("\n").slice(-4)).toEqual([
    'amount_differs  Deal 12, "Refit"',
    "  It was changed. Expected 100.00 EUR, found 90.00 EUR.",
    "  pdqb x",
    "",
  ]);
  // The verdict counts all of them, also those that --limit leaves out.
  const cut = bridgeText({ ...result, complete: true } as never, paint, []);
  expect(cut).toMatch(/^1 mismatch from 2026-11-01/);
  expect(cut).toContain("1 more: give --limit a larger number.");
});
