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
  failIfAny: "1 / case count(*) when 0 then 1 else 0 end",
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
  /** What nobody waits for is on its way with what follows, and the last of it with the commit. */
  async function transaction<T>(work: () => Work<T>): Promise<T> {
    const sent: Promise<Answer>[] = [];
    const send = (one: { sql: string; values?: Statement["values"] }) => {
      const result = connection.query(one).then(answer);
      result.catch(() => {});
      sent.push(result);
      return result;
    };
    try {
      // As in SQLite, one writer at a time; others wait here and not in a deadlock.
      send({ sql: `begin; select pg_advisory_xact_lock(${writers(scope)})` });
      const result = await runThrough(work(), (statement) => {
        const answered = send(query(statement));
        return statement.isBlind ? NOTHING : answered;
      });
      // After a failure it undoes all; the failure itself is the answer of its statement.
      send({ sql: "commit" });
      await Promise.all(sent);
      return result;
    } catch (error) {
      await connection.query({ sql: "rollback" }).catch(() => {});
      throw await firstFailure(sent, error);
    }
  }
  return {
    dialect: DIALECT,
    isDry: mode === "dry",
    read: (work) =>
      runThrough(work(), (one) => connection.apart({ ...query(one), isRead: true }).then(answer)),
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

const NOTHING: Answer = { rows: [], changes: 0 };

async function runThrough<T>(
  work: Work<T>,
  ask: (statement: Statement) => Answer | Promise<Answer>,
): Promise<T> {
  let step = work.next();
  while (!step.done) {
    const answers = step.value.map(ask);
    step = work.next(
      answers.some((one) => one instanceof Promise)
        ? await Promise.all(answers)
        : (answers as Answer[]),
    );
  }
  return step.value;
}

/** After the first statement that fails the server refuses those behind it, which says nothing. */
async function firstFailure(sent: Promise<unknown>[], error: unknown): Promise<unknown> {
  const ends = await Promise.allSettled(sent);
  const failed = ends.find((end) => end.status === "rejected");
  return failed ? failed.reason : error;
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
