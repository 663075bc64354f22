/** What the invoices of a run are written through. */
import type { Ledger, WritePorts } from "../../ports.ts";
import type { PlanPorts } from "../plan/plan-reading.ts";
import { over } from "./over.ts";

/** The real ports, but for the invoices of the customers and the newest of all, which are read for all deals together. */
export function writingPorts(ports: WritePorts, facts: PlanPorts, run: string): WritePorts {
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
