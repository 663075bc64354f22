// How applying a run ends: the exit code, what is said, and the command that goes on.
import { expect, it } from "vitest";
import { exitCode } from "../../src/cli/exit-codes.ts";
import { outcomeOf } from "../../src/commands/details/show-applied.ts";
import { type ErrorKind, PdqbError, SAME_COMMAND } from "../../src/domain/errors.ts";
import type { Stop } from "../../src/domain/run/applied.ts";
import type { Run, RunRow } from "../../src/domain/run/run.ts";

const again = "pdqb run apply november --yes";
const rowsOf = (states: string) =>
  states.split(" ").map((state, index) => ({
    position: index + 1,
    dealId: index + 1,
    state,
    error: null,
  })) as unknown as RunRow[];

function ended(states: string, stop: Partial<Stop> | null = null) {
  const applied = {
    ...{ run: { name: "november" } as Run, rows: rowsOf(states) },
    stop: stop && { error: null, limit: null, isOfLedger: false, ...stop },
  };
  const failure = outcomeOf(applied, rowsOf(states.replace(/\w+/g, "ready")), {
    isDryRun: false,
    again,
  });
  return failure ? [exitCode(failure.kind), failure.next] : [0, []];
}

const stopped = (kind: ErrorKind) => ({ error: new PdqbError(kind, "Stopped.") });

it.each<[string, string, Partial<Stop> | null, number, string[]]>([
  ["all are created", "created created sent billed dropped", null, 0, []],
  ["one has changed", "created changed", null, 7, ["pdqb run view november"]],
  ["one was refused", "created failed", null, 7, ["pdqb run view november"]],
  ["one is in doubt", "created in_doubt failed", null, 8, [again, "pdqb pending list"]],
  [
    "one is in doubt as it stops",
    "in_doubt ready",
    stopped("unavailable"),
    8,
    [again, "pdqb pending list"],
  ],
  ["a limit stopped it", "created ready", { limit: "--max-invoices 1" }, 7, [SAME_COMMAND]],
  ["a service stopped it", "created ready", stopped("unavailable"), 6, [again]],
  ["the connection is dead", "ready ready", stopped("connection"), 4, [again]],
  ["the disk is full", "created ready", { ...stopped("refused"), isOfLedger: true }, 7, [again]],
  [
    "the disk is full at once",
    "ready ready",
    { ...stopped("refused"), isOfLedger: true },
    3,
    [again],
  ],
])("%s", (_what, states, stop, code, next) => {
  expect(ended(states, stop)).toEqual([code, next]);
});
