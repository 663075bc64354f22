import { LedgerError, PdqbError } from "../../../domain/errors.ts";
import { finishingMove, LOCAL, MOVED, placeArgument } from "../../../domain/ledger/moved.ts";
import { cursorOf } from "./known-invoices.ts";
import type { Tables } from "./tables.ts";
import type { Engine, Work } from "./work.ts";

/** Rows that were moved to another ledger stay as they are: what is written here would be seen by nobody. */
export function guarded({ read, write }: Engine, tables: Tables): Engine["write"] {
  return async <T>(work: () => Work<T>) => {
    try {
      return await write(function* () {
        yield* tables.failIfAny("cursors", "and name = ?", [MOVED]);
        return yield* work();
      });
    } catch (error) {
      if (!(error instanceof PdqbError) || error.kind !== "refused") throw error;
      const place = await read(() => cursorOf(tables, MOVED)).catch(() => undefined);
      throw place === undefined ? error : movedTo(place);
    }
  };
}

function movedTo(place: string): PdqbError {
  const finishing = finishingMove(place);
  if (finishing !== undefined)
    return new LedgerError("refused", "Nothing was done: a move to this ledger is not finished.", {
      reason: "The old ledger is intact. Whoever began the move finishes it with the same command.",
      next: [finishing],
    });
  return new LedgerError("refused", "Nothing was done: this ledger was moved.", {
    reason: `It is at ${place} now.`,
    next: [
      place.startsWith(LOCAL)
        ? "Run pdqb on that machine."
        : `pdqb ledger use ${placeArgument(place)}`,
    ],
  });
}
