/** Work on the ledger in PostgreSQL: statement by statement, over one connection. */
import type { LedgerScope } from "../../../domain/ledger/ledger.ts";
import type { Answer, Dialect, Engine, Row, Statement, Work } from "../ledger/work.ts";
import type { Connection, Result } from "./connection.ts";
import { lockNumber } from "./locks.ts";

const DIALECT: Dialect = {
  isAmong: (column, type) =>
    type === "text"
      ? `${column} in (select jsonb_array_elements_text(?::jsonb))`
      : `${column} in (select jsonb_array_elements_text(?::jsonb)::bigint)`,
  hasPart: (column) => `strpos(lower(${column}), lower(?)) > 0`,
  sumOf: (column, condition) =>
    `cast(coalesce(sum(cast(${column} as numeric)) filter (where ${condition}), 0) as text)`,
  // The role may not delete; the function refuses what is not practice.
  forgetHistory: "select forget_practice(?, ?, ?)",
  // An insert holds 65,535 values at most.
  rowsPerInsert: 1_000,
};

type Options = { connection: Connection; scope: LedgerScope; mode: "write" | "dry" };

export function postgresEngine({ connection, scope, mode }: Options): Engine {
  let writing: Promise<unknown> = Promise.resolve();

  const query = ({ sql, values }: Statement) => ({ sql: numbered(sql), values });
  const answer = ({ rows, rowCount }: Result): Answer => ({
    rows: rows as Row[],
    changes: rowCount ?? 0,
  });
  const ask = async (statement: Statement) => answer(await connection.query(query(statement)));
  async function transaction<T>(work: () => Work<T>): Promise<T> {
    try {
      // As in SQLite, one writer at a time; others wait here and not in a deadlock.
      const begun = connection.query({
        sql: `begin; select pg_advisory_xact_lock(${writers(scope)})`,
      });
      const result = await runThrough(work(), ask, begun);
      await connection.query({ sql: "commit" });
      return result;
    } catch (error) {
      await connection.query({ sql: "rollback" }).catch(() => {});
      throw error;
    }
  }
  return {
    dialect: DIALECT,
    isDry: mode === "dry",
    read: (work) =>
      runThrough(work(), async (statement) => answer(await connection.apart(query(statement)))),
    async write(work) {
      if (mode === "dry") throw new Error("A dry run must not write to the ledger");
      const mine = writing
        .catch(() => {})
        .then(() => connection.transaction(() => transaction(work)));
      writing = mine;
      return mine;
    },
  };
}

/** `before`: what is on its way already; the first statement follows it without waiting. */
async function runThrough<T>(
  work: Work<T>,
  ask: (statement: Statement) => Promise<Answer>,
  before: Promise<unknown> = Promise.resolve(),
): Promise<T> {
  let step = work.next();
  let pending = before;
  while (!step.done) {
    const [, answer] = await Promise.all([pending, ask(step.value)]);
    pending = Promise.resolve();
    step = work.next(answer);
  }
  await pending;
  return step.value;
}

/** The lock of those who write in a scope. */
const writers = ({ environment, pipedriveCompany, realm }: LedgerScope): string =>
  lockNumber(`write ${environment}/${pipedriveCompany}/${realm}`);

const texts = new Map<string, string>();

/** Each `?` by its place. */
function numbered(sql: string): string {
  const before = texts.get(sql);
  if (before !== undefined) return before;
  let place = 0;
  const text = sql.replace(/\?/g, () => {
    place += 1;
    return `$${place}`;
  });
  // Those of long lists of rows come once.
  if (text.length < 2_000) texts.set(sql, text);
  return text;
}
