// A month of many deals and invoices that match, from a ledger that is fresh.
import { tieToDeals } from "./books.mjs";
import { MANY } from "./calls.mjs";
import { counted, jsonOf, pdqb, row } from "./measure.mjs";

export async function check() {
  const period = await tieToDeals();
  pdqb("invoices", "refresh");
  const args = ["check", "--since", period.since, "--until", period.until];
  const { result, calls, requests, seconds } = await counted(() => jsonOf([0, 7], ...args));
  const isWhole = result.bridge.some(({ invoiced }) => Number(invoiced) > 0);
  row(
    `check of ${MANY.toLocaleString("en")} deals and invoices: calls`,
    `${calls} + ${requests} in ${seconds.toFixed(1)} s, ${result.findings.length} mismatches`,
    "25 in 5 s",
    calls + requests > 25 || seconds > 5 || !isWhole,
  );
}
