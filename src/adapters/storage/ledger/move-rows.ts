/**
 * Moves the rows of a pair of companies between the file of this home and PostgreSQL. At every moment exactly one of the two takes
 * writes: the old one until it is marked as moved, the new one from then on. The same call goes on where one was cut off.
 */
import { LedgerError, PdqbError } from "../../../domain/errors.ts";
import type { LedgerScope } from "../../../domain/ledger/ledger.ts";
import { MOVED } from "../../../domain/ledger/moved.ts";
import { isSame, markMoved, type Rows, readRows, rowCount, writeRows } from "./copy-rows.ts";
import { cursorOf } from "./known-invoices.ts";
import { type Tables, tablesOf } from "./tables.ts";
import type { Engine } from "./work.ts";

/** `place`: as the other one names it once it is moved there. */
export type Side = { engine: Engine; place: string };

/** Throws refused where somebody wrote meanwhile. */
export async function moveRows(scope: LedgerScope, from: Side, to: Side): Promise<number> {
  const source = tablesOf(scope, from.engine.dialect);
  const target = tablesOf(scope, to.engine.dialect);
  const wasMoved = await from.engine.read(() => cursorOf(source, MOVED));
  if (wasMoved !== undefined && wasMoved !== to.place)
    throw new LedgerError("refused", "Nothing was moved: this ledger was moved already.", {
      reason: `It is at ${wasMoved} now.`,
      next: [`pdqb ledger use "${wasMoved}"`],
    });
  const rows = await from.engine.read(() => readRows(source));
  if (wasMoved === undefined) {
    refuseUnsettled(rows);
    await to.engine.write(() => writeRows(target, rows, to.place));
    await close(from.engine, source, { rows, place: to.place });
  }
  await to.engine.write(() => markMoved(target, undefined));
  return rowCount(rows);
}

/** From here on the old one refuses writes, and what it holds is what was copied. */
function close(
  engine: Engine,
  tables: Tables,
  { rows, place }: { rows: Rows; place: string },
): Promise<void> {
  return engine.write(function* () {
    if (!isSame(yield* readRows(tables), rows))
      throw new PdqbError("refused", "Nothing was moved: somebody wrote to the ledger meanwhile.", {
        next: ["Wait until no other pdqb is at work, and run the same again."],
      });
    yield* markMoved(tables, place);
  });
}

function refuseUnsettled(rows: Rows): void {
  const open = rows.intents.filter(({ state }) => state === "open").length;
  if (open === 0) return;
  throw new PdqbError("refused", "Nothing was moved: the outcome of a write is not known yet.", {
    reason: `${open} ${open === 1 ? "write is" : "writes are"} not settled.`,
    next: ["pdqb pending list"],
  });
}
