/** Is every won deal billed once, at the right amount, to the right customer, and does every invoice of the period belong to a deal? */
import { bridgeOf } from "../../domain/check/bridge.ts";
import { isAccepted, isIn, type Period } from "../../domain/check/finding.ts";
import type { WriteBackInput } from "../../domain/deal/deal-write-back.ts";
import type { KnownInvoice } from "../../domain/ledger/ledger.ts";
import { acceptedRows } from "./accept.ts";
import { findingsOf } from "./all-findings.ts";
import type { CheckPorts, CheckResult } from "./check-types.ts";
import { readBilled, readWon, withBilled } from "./read-period.ts";

type CheckInput = {
  period: Period;
  pipedriveCompany: string;
  timeZone: string | null;
  ownerId: number | undefined;
  /** What goes back into Pipedrive, where that was chosen. */
  writeBack: WriteBackInput | undefined;
  /** Every invoice of the period is read, not only where the books count others than the ledger. */
  isWhole: boolean;
};

/** The ledger has to be fresh: what it knows is taken as it is. Throws connection, unavailable. */
export async function checkBooks(ports: CheckPorts, input: CheckInput): Promise<CheckResult> {
  const { period, ownerId } = input;
  const reading = readWon(ports, input);
  const [billed, won] = await Promise.all([
    readBilled(ports, period, { ...input, deals: reading }),
    reading,
  ]);
  const { invoices: known, pending, doubts } = billed;
  const deals = await withBilled(ports, won, { ...input, billed });
  const isOwn = ({ links }: KnownInvoice) =>
    ownerId === undefined || links.some(({ dealId }) => deals.byId.has(dealId));
  const wonIds = new Set(deals.won.map(({ id }) => id));
  const live = billed.live.filter(
    (one) =>
      isOwn(one) &&
      (isIn(period, one.invoice.date) || one.links.some(({ dealId }) => wonIds.has(dealId))),
  );
  const { findings: found, notChecked } = await findingsOf(ports, {
    ...input,
    known,
    live,
    deals,
    doubts,
    pending,
  });
  const rows = await acceptedRows(ports.ledger);
  const checked = { period, won: deals.won, live };
  return {
    ...{ period, checked },
    bridge: bridgeOf(checked),
    findings: found.filter((finding) => !isAccepted(finding, rows)),
    accepted: found.flatMap((finding) => {
      const row = rows.find((one) => isAccepted(finding, [one]));
      return row ? [{ finding, row }] : [];
    }),
    notChecked,
    deals: deals.byId,
    known,
    complete: deals.complete,
  };
}
