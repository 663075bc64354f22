/**
 * Moves the rows of a pair of companies between the file of this home and PostgreSQL. At every moment exactly one of the two takes
 * writes: the old one until it is marked as moved, the new one from then on. The same call goes on where one was cut off.
 */

import { LedgerError, PdqbError } from "../../../domain/errors.ts";
import type { LedgerScope } from "../../../domain/ledger/ledger.ts";
import { MOVED, placeArgument, unfinished } from "../../../domain/ledger/moved.ts";
import { cursorOf } from "./known-invoices.ts";
import { type Tables, tablesOf } from "./tables.ts";
import type { Engine, Row, Work } from "./work.ts";

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

const KEYED = [
  "invoice_links",
  "customer_links",
  "item_links",
  "tax_links",
  "invoices",
  "cursors",
  "cache",
  "written_back",
  "runs",
  "run_rows",
  "history_heads",
] as const;

/** The rows of each table, in one order, without the scope. */
type Rows = Record<(typeof KEYED)[number] | "intents" | "history", Row[]>;

const rowCount = (rows: Rows): number =>
  Object.values(rows).reduce((sum, { length }) => sum + length, 0);

/** As texts, so that two ledgers can be compared. */
const isSame = (one: Rows, other: Rows): boolean => JSON.stringify(one) === JSON.stringify(other);

function* readRows(tables: Tables): Work<Rows> {
  const all: Partial<Rows> = {};
  for (const table of [...KEYED, "intents"] as const)
    all[table] = inOrder(
      (yield* tables.rows(table)).map(plain).filter(({ name }) => name !== MOVED),
    );
  all.history = (yield* tables.rows("history", "order by place, seq")).map(plain);
  return all as Rows;
}

/** In the place of what an unfinished move, or the ledger before it was moved away, has left. Throws refused for any other rows. */
function* writeRows(tables: Tables, rows: Rows, place: string): Work<void> {
  const mark = yield* cursorOf(tables, MOVED);
  const before = yield* readRows(tables);
  if (mark === undefined && rowCount(before) > 0) throw notEmpty(place);
  const kept = before.history.length;
  const first = rows.history.slice(0, kept);
  if (JSON.stringify(first) !== JSON.stringify(before.history)) throw notEmpty(place);
  for (const table of [...KEYED, "intents"] as const) yield* tables.remove(table, "true", []);
  for (const table of KEYED) if (rows[table].length > 0) yield* tables.put(table, ...rows[table]);
  for (const row of rows.intents) yield* tables.add("intents", row);
  for (const row of rows.history.slice(kept)) yield* tables.add("history", row);
  if (!isSame(yield* readRows(tables), rows))
    throw new LedgerError("refused", "Nothing was moved: the copy does not match.", {
      reason: "A row read back differs from what was written. The old ledger is unchanged.",
    });
  yield* tables.put("cursors", { name: MOVED, value: unfinished(place) });
}

function* markMoved(tables: Tables, place: string | undefined): Work<void> {
  if (place === undefined) yield* tables.remove("cursors", "name = ?", [MOVED]);
  else yield* tables.put("cursors", { name: MOVED, value: place });
}

function notEmpty(place: string): LedgerError {
  return new LedgerError("refused", "Nothing was moved: the new ledger is not empty.", {
    reason:
      "It already has rows of this pair of companies. They can be used as they are, and completed.",
    next: [`pdqb ledger use ${placeArgument(place)}`, "pdqb ledger rebuild"],
  });
}

/** What the engines number by themselves, and the scope, are left out; columns are in one order. */
function plain(row: Row): Row {
  const { environment, pipedrive_company, realm, seq, ...rest } = row;
  return Object.fromEntries(Object.entries(rest).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function inOrder(rows: Row[]): Row[] {
  const texts = rows.map((row) => ({ row, text: JSON.stringify(row) }));
  texts.sort((one, other) => (one.text < other.text ? -1 : 1));
  return texts.map(({ row }) => row);
}
