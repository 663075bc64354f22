/**
 * Work on the ledger's rows, written once for every engine: a generator that yields statements and is given their answers. SQLite
 * answers at once, so that a whole transaction is one step of the process; PostgreSQL when the server does.
 */

/** What an engine takes for a `?`. */
export type Value = string | number | null;
export type Row = Record<string, Value>;

export type Statement = { sql: string; values: Value[]; isQuery: boolean };
/** `changes`: rows that a statement changed. */
export type Answer = { rows: Row[]; changes: number };
export type Work<T> = Generator<Statement, T, Answer>;

/** Where the engines' SQL differs. */
export type Dialect = {
  /** The column is one of the values of a JSON array. */
  isAmong(column: string, type: "text" | "integer"): string;
  /** The column has the text in it, in any case. */
  hasPart(column: string): string;
  /** Exact decimal text of the sum of amounts, where the condition holds. */
  sumOf(column: string, condition: string): string;
  /** Removes the history of practice books; its holes are the scope. */
  forgetHistory: string;
  /** Rows that one insert takes at most. */
  rowsPerInsert: number;
};

export type Engine = {
  dialect: Dialect;
  /** Whether nothing may be changed: `write` throws. */
  isDry: boolean;
  read<T>(work: () => Work<T>): Promise<T>;
  /** One transaction, durable before it returns; no other writer is between its statements. */
  write<T>(work: () => Work<T>): Promise<T>;
};

/** Runs work to its end where answers come at once. */
export function runAtOnce<T>(work: Work<T>, answer: (statement: Statement) => Answer): T {
  let step = work.next();
  while (!step.done) step = work.next(answer(step.value));
  return step.value;
}
