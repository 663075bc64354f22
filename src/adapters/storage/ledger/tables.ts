/** Statements over the rows of one scope: those of another company pair are never seen, changed or removed. */
import type { LedgerScope } from "../../../domain/ledger/ledger.ts";
import type { Dialect, Row, Value, Work } from "./work.ts";

/** What identifies a row within its scope, of the tables whose rows are replaced. */
const KEYS = {
  invoice_links: ["deal_id", "invoice_id"],
  customer_links: ["source", "source_id", "currency"],
  item_links: ["product_id", "variation_id"],
  tax_links: ["percent", "customer_id"],
  invoices: ["id"],
  cursors: ["name"],
  cache: ["name"],
  history_heads: [],
  written_back: ["deal_id"],
  runs: ["name"],
  run_rows: ["run", "position"],
} as const;

type Keyed = keyof typeof KEYS;
/** Each link with its invoice. */
export const LINKED =
  "invoice_links l join invoices i using (environment, pipedrive_company, realm)";

export type Table = Keyed | "intents" | "history" | typeof LINKED;

export type Tables = ReturnType<typeof tablesOf>;

const SCOPE = ["environment", "pipedrive_company", "realm"];
const OURS = SCOPE.map((name) => `${name} = ?`).join(" and ");

function* query(sql: string, values: Value[]): Work<Row[]> {
  const [answer] = yield [{ sql, values, isQuery: true }];
  return answer?.rows ?? [];
}
function* change(sql: string, values: Value[]): Work<void> {
  yield [{ sql, values, isQuery: false, isBlind: true }];
}

/** The condition that `column` is one of those of another table in the scope; `more` as for rows. */
const withinScope =
  (own: Value[]) =>
  (column: string, other: { table: Table; column: string }, more: string, values: Value[]) => ({
    sql: `${column} in (select ${other.column} from ${other.table} where ${OURS} ${more})`,
    values: [...own, ...values],
  });

export function tablesOf(scope: LedgerScope, dialect: Dialect) {
  const own: Value[] = [scope.environment, scope.pipedriveCompany, scope.realm];

  /** Rows of `table` in our scope; `more` follows `where`. */
  const rows = (table: Table, more = "", values: Value[] = [], what = "*"): Work<Row[]> =>
    query(`select ${what} from ${table} where ${OURS} ${more}`, [...own, ...values]);

  /** All with the same columns. `end`: what becomes of a row that is there already; an error if not said. */
  function* insert(table: Table, all: Row[], end: (names: string[]) => string): Work<void> {
    for (let from = 0; from < all.length; from += dialect.rowsPerInsert) {
      const some = all.slice(from, from + dialect.rowsPerInsert);
      const names = [...SCOPE, ...Object.keys(some[0] ?? {})];
      const holes = `(${names.map(() => "?").join(", ")})`;
      const sql = `insert into ${table} (${names.join(", ")}) values ${some.map(() => holes).join(", ")}`;
      const values = some.flatMap((row) => [...own, ...Object.values(row)]);
      yield* change(`${sql} ${end(names)}`, values);
    }
  }
  return {
    dialect,
    rows,
    within: withinScope(own),
    /** In the place of those that are there already; no two of them may be the same. */
    put: (table: Keyed, ...all: Row[]) => insert(table, all, (names) => replacing(table, names)),
    /** An error where there is such a row. */
    add: (table: Table, row: Row) => insert(table, [row], () => ""),
    *remove(table: Table, where: string, values: Value[]): Work<boolean> {
      const sql = `delete from ${table} where ${OURS} and ${where}`;
      const [answer] = yield [{ sql, values: [...own, ...values], isQuery: false }];
      return (answer?.changes ?? 0) > 0;
    },
    *forgetHistory(): Work<void> {
      yield* change(dialect.forgetHistory, own);
    },
    /** `changes`: the columns' new values. `where`: what follows the scope, with its values. */
    *update(table: Table, changes: Row, where: string, values: Value[]): Work<void> {
      const set = Object.keys(changes)
        .map((name) => `${name} = ?`)
        .join(", ");
      const sql = `update ${table} set ${set} where ${OURS} and ${where}`;
      yield* change(sql, [...Object.values(changes), ...own, ...values]);
    },
    /** Nobody waits for the answer: where there is such a row, the transaction fails. */
    failIfAny(table: Table, more: string, values: Value[]): Work<void> {
      return change(`select ${dialect.failIfAny} from ${table} where ${OURS} ${more}`, [
        ...own,
        ...values,
      ]);
    },
    /** Whether another scope has such a row. */
    *isElsewhere(table: Table, column: string, value: Value): Work<boolean> {
      const sql = `select 1 as found from ${table} where ${column} = ? and not (${OURS}) limit 1`;
      return (yield* query(sql, [value, ...own])).length > 0;
    },
    *count(table: Table, more = ""): Work<number> {
      const [row] = yield* rows(table, more, [], "count(*) as total");
      return Number(row?.["total"] ?? 0);
    },
  };
}

function replacing(table: Keyed, names: string[]): string {
  const keys: readonly string[] = [...SCOPE, ...KEYS[table]];
  const others = names.filter((name) => !keys.includes(name));
  const set = others.map((name) => `${name} = excluded.${name}`).join(", ");
  return `on conflict (${keys.join(", ")}) do update set ${set}`;
}
