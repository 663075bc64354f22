/**
 * Work on the ledger's rows, written once for every engine: a generator that yields statements and is given their answers. SQLite
 * answers at once, so that a whole transaction is one step of the process; PostgreSQL when the server does.
 */

/** What an engine takes for a `?`. */
export type Value = string | number | null;
export type Row = Record<string, Value>;

export type Statement = {
  sql: string;
  values: Value[];
  isQuery: boolean;
  /** Nobody waits for its answer; one that fails lets the transaction fail. */
  isBlind?: boolean;
};
/** `changes`: rows that a statement changed. */
export type Answer = { rows: Row[]; changes: number };
/** What is yielded together is on its way together, in this order. */
export type Work<T> = Generator<Statement[], T, Answer[]>;

/** Where the engines' SQL differs. */
export type Dialect = {
  /** The column is one of the values of a JSON array. */
  isAmong(column: string, type: "text" | "integer"): string;
  /** The column has the text in it, in any case. */
  hasPart(column: string): string;
  /** Exact decimal text of the sum of amounts, where the condition holds. */
  sumOf(column: string, condition: string): string;
  /** What is selected where any row is a failure. */
  failIfAny: string;
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
  while (!step.done) step = work.next(step.value.map(answer));
  return step.value;
}

/** Work that does not wait for each other: over a network it takes as long as the longest of it. */
export function* together<T extends unknown[]>(...works: { [K in keyof T]: Work<T[K]> }): Work<T> {
  const steps = works.map((work) => work.next());
  for (;;) {
    const sent = steps.map((step) => (step.done ? [] : step.value));
    if (steps.every(({ done }) => done)) return steps.map(({ value }) => value) as T;
    const answers = yield sent.flat();
    for (const [at, { length }] of sent.entries()) {
      const own = answers.splice(0, length);
      if (!steps[at]?.done) steps[at] = (works[at] as Work<unknown>).next(own);
    }
  }
}

// Cells of a row. The rows are our own, so a wrong type in one is a damaged ledger.

export function text(row: Row, name: string): string {
  const value = row[name];
  if (typeof value !== "string") throw new Error(`Ledger column ${name} holds ${typeof value}`);
  return value;
}
export function integer(row: Row, name: string): number {
  const value = row[name];
  if (typeof value !== "number") throw new Error(`Ledger column ${name} holds ${typeof value}`);
  return value;
}
export const textOrNull = (row: Row, name: string) => (row[name] === null ? null : text(row, name));
export const integerOrNull = (row: Row, name: string) =>
  row[name] === null ? null : integer(row, name);
