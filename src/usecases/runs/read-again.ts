/** The deals of a run are read once more together before it is applied, and what its invoices are written through. */
import type { Run, RunRow } from "../../domain/run/run.ts";
import type { Ledger, WritePorts } from "../../ports.ts";
import type { PlanPorts } from "../plan/plan-reading.ts";
import { bulkFacts } from "./bulk-facts.ts";
import { over } from "./over.ts";
import { readDeals } from "./pipedrive-facts.ts";
import type { ApplyInput, RowPlanner } from "./run-input.ts";

/** The books are read again, for all customers together, where they were read longer ago. */
const CUSTOMERS_MS_MAX = 15_000;

/** Planning takes its facts from what was read for all; writing takes the customers' invoices from there alone. */
export async function readTogether(
  ports: WritePorts,
  { run, profile, toInput }: Pick<ApplyInput, "profile" | "toInput"> & { run: Run },
  rows: RunRow[],
): Promise<{ planner: RowPlanner; writing: WritePorts }> {
  const ids = [...new Set(rows.map(({ dealId }) => dealId))];
  const read = await readDeals(ports.pipedrive, ids);
  const facts = await bulkFacts(ports, read, {
    maxAgeMs: CUSTOMERS_MS_MAX,
    pipedriveCompany: profile.pipedrive.companyId,
  });
  const { flags, date, name } = run;
  return {
    planner: { ports: facts, run: name, profile, toInput, flags, date },
    writing: writingPorts(ports, facts, name),
  };
}

/** The real ports, but for the invoices of the customers and the newest of all, which are read for all deals together. */
function writingPorts(ports: WritePorts, facts: PlanPorts, run: string): WritePorts {
  const quickbooks = over(ports.quickbooks, {
    customerState: (id, since) => facts.quickbooks.customerState(id, since),
    newestInvoices: (since) => facts.quickbooks.newestInvoices(since),
  });
  return { ...ports, quickbooks, ledger: ledgerOfRun(ports.ledger, run) };
}

/** Every write and every row of the history names the run. */
function ledgerOfRun(ledger: Ledger, run: string): Ledger {
  return over(ledger, {
    openIntent: (intent) => ledger.openIntent({ ...intent, follows: { ...intent.follows, run } }),
    closeIntent: (id, outcome, also) =>
      ledger.closeIntent(id, outcome, {
        ...also,
        ...(also.history && { history: { ...also.history, run } }),
      }),
  });
}
