// A month of many deals and invoices that match, from a ledger that is fresh. Ten thousand deals alone are twenty pages of 500.
import { companyOfMarkers } from "./books.mjs";
import { MANY } from "./calls.mjs";
import { control, counted, jsonOf, post, row } from "./measure.mjs";

/** Deals of the practice company itself. */
const OTHERS = 100;
const DAY_MS = 86_400_000;
const day = (ago) => new Date(Date.now() - ago * DAY_MS).toISOString().slice(0, 10);
const [since, until] = [day(1000), day(971)];

export async function check(many = MANY) {
  const count = many - OTHERS;
  const note = `pdqb {deal}/1 ${companyOfMarkers()}{place}`;
  const load = { invoices: count, deals: count, since: `${since}T12:00:00Z`, days: 30, note };
  await control("load", post(load));
  const args = ["check", "--since", since, "--until", until];
  // The first links each invoice to the deal that its marker names.
  jsonOf([0], ...args);
  const { result, calls, requests, seconds } = await counted(() => jsonOf([0], ...args));
  const isWhole = result.bridge.some(({ invoiced }) => Number(invoiced) === count * 380);
  row(
    `check of ${many.toLocaleString("en")} deals and invoices: calls`,
    `${calls} + ${requests} in ${seconds.toFixed(1)} s, ${result.findings.length} mismatches`,
    "25 in 5 s",
    calls + requests > 25 || seconds > 5 || !isWhole,
  );
}
