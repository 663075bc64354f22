import { expect, it } from "vitest";
import {
  isBilledByRun,
  isSettled,
  isToBill,
  ROW_STATES,
  type RunRow,
} from "../../../src/domain/run/run.ts";

const states = (is: (row: RunRow) => boolean) =>
  ROW_STATES.filter((state) => is({ state } as RunRow));

it("applying looks at what may still become an invoice, and at nothing that is settled", () => {
  expect(states(isToBill)).toEqual(["ready", "changed", "failed", "in_doubt"]);
  expect(states((row) => isToBill(row) && isSettled(row))).toEqual([]);
});

it("only what has a problem is neither", () =>
  expect(states((row) => !isToBill(row) && !isSettled(row))).toEqual(["problem"]));

it("the run itself billed what was created or sent", () =>
  expect(states(isBilledByRun)).toEqual(["created", "sent"]));
