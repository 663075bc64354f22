import { expect, it } from "vitest";
import { type IntentKind, isPipedriveKind } from "../../../src/domain/ledger/ledger.ts";

it("tells what goes to Pipedrive from what goes to QuickBooks", () => {
  const kinds: IntentKind[] = [
    "deal_field",
    "deal_values",
    "note",
    "note_update",
    "file",
    "activity",
  ];
  expect(kinds.every(isPipedriveKind)).toBe(true);
  const books: IntentKind[] = [
    ...(["send", "customer", "customer_update", "item", "invoice"] as const),
    ...(["invoice_update", "void", "delete"] as const),
  ];
  expect(books.some(isPipedriveKind)).toBe(false);
});
