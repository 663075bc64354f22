/** Runs in the ledger: a row for each, and one for each of its invoices, with the plan that was reviewed beside it. */
import type { Run, RunRow } from "../../../domain/run/run.ts";
import type { Ledger } from "../../../ports.ts";
import type { Row, Tables } from "./tables.ts";

type Runs = Pick<
  Ledger,
  "runs" | "run" | "isRunElsewhere" | "putRun" | "runRows" | "runPlan" | "saveRunRows"
>;

export function ledgerRuns(tables: Tables): Runs {
  const { put, remove, transaction } = tables;
  const rows: Tables["rows"] = (table, ...more) =>
    tables.hasTable(table) ? tables.rows(table, ...more) : [];
  return {
    runs: async () => rows("runs", "order by created_at desc, name desc").map(toRun),
    run: async (name) => rows("runs", "and name = ?", [name]).map(toRun)[0],
    isRunElsewhere: async (name) =>
      tables.hasTable("runs") && tables.isElsewhere("runs", "name", name),
    async putRun(run, invoices) {
      transaction(() => {
        put("runs", { name: run.name, created_at: run.createdAt, json: JSON.stringify(run) });
        if (!invoices) return;
        remove("run_rows", "run = ?", [run.name]);
        for (const one of invoices) put("run_rows", toRow(run.name, one.row, one.plan ?? null));
      });
    },
    runRows: async (name) =>
      rows("run_rows", "and run = ? order by position", [name], "json").map(
        (row) => JSON.parse(String(row["json"])) as RunRow,
      ),
    async runPlan(name, position) {
      const found = rows("run_rows", "and run = ? and position = ?", [name, position], "plan");
      const plan = found[0]?.["plan"];
      return typeof plan === "string" ? plan : undefined;
    },
    async saveRunRows(name, changed) {
      transaction(() => {
        for (const row of changed) {
          const { position, deal_id, state, json } = toRow(name, row, null);
          const set = "deal_id = ?, state = ?, json = ?";
          const values = [deal_id ?? null, state ?? null, json ?? null];
          tables.update("run_rows", set, values, "run = ? and position = ?", [
            name,
            position ?? null,
          ]);
        }
      });
    },
  };
}

const toRun = (row: Row) => JSON.parse(String(row["json"])) as Run;

const toRow = (run: string, row: RunRow, plan: string | null): Row => ({
  run,
  position: row.position,
  deal_id: row.dealId,
  state: row.state,
  json: JSON.stringify(row),
  plan,
});
