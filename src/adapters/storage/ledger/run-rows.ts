/** Runs in the ledger: a row for each, and one for each of its invoices, with the plan that was reviewed beside it. */
import type { Run, RunRow } from "../../../domain/run/run.ts";
import type { Ledger } from "../../../ports.ts";
import type { Tables } from "./tables.ts";
import type { Engine, Row, Work } from "./work.ts";

type Runs = Pick<
  Ledger,
  "runs" | "run" | "isRunElsewhere" | "putRun" | "runRows" | "runPlan" | "saveRunRows"
>;

export function ledgerRuns({ read, write }: Engine, tables: Tables): Runs {
  const { rows, put, remove, update } = tables;
  return {
    runs: async () =>
      (await read(() => rows("runs", "order by created_at desc, name desc"))).map(toRun),
    run: async (name) => (await read(() => rows("runs", "and name = ?", [name]))).map(toRun)[0],
    isRunElsewhere: (name) => read(() => tables.isElsewhere("runs", "name", name)),
    putRun: (run, invoices) =>
      write(function* () {
        const json = JSON.stringify(run);
        yield* put("runs", { name: run.name, created_at: run.createdAt, json });
        if (!invoices) return;
        yield* remove("run_rows", "run = ?", [run.name]);
        const fresh = invoices.map((one) => toRow(run.name, one.row, one.plan ?? null));
        yield* put("run_rows", ...fresh);
      }),
    async runRows(name) {
      const more = "and run = ? order by position";
      const found = await read(() => rows("run_rows", more, [name], "json"));
      return found.map((row) => JSON.parse(String(row["json"])) as RunRow);
    },
    async runPlan(name, position) {
      const more = "and run = ? and position = ?";
      const [found] = await read(() => rows("run_rows", more, [name, position], "plan"));
      const plan = found?.["plan"];
      return typeof plan === "string" ? plan : undefined;
    },
    saveRunRows: (name, changed) =>
      write(function* (): Work<void> {
        for (const row of changed) {
          const { run, position, plan, ...changes } = toRow(name, row, null);
          yield* update("run_rows", changes, "run = ? and position = ?", [name, row.position]);
        }
      }),
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
