import { expect, it } from "vitest";
import { finishingMove, unfinished } from "../../../src/domain/ledger/moved.ts";

it("a move that was cut off is finished by a command that can be pasted", () => {
  const address = "postgres://ada@db.example.com/ledger";
  expect(finishingMove(unfinished(address))).toBe(`pdqb ledger move --to "${address}"`);
  expect(finishingMove(unfinished("local on office"))).toBe("pdqb ledger move --to local");
  // As an older pdqb noted it.
  expect(finishingMove("unfinished")).toBe("pdqb ledger move --to local");
  expect(finishingMove(address)).toBeUndefined();
});
