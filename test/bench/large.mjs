// What grows with the ledger: the CPU and the memory of whole commands at 100,000 invoices, in times of those at 10,000.
import { companyOfMarkers, forgetInvoices, grow, makeDeals, shrink, update } from "./books.mjs";
import { creates, MANY } from "./calls.mjs";
import { control, counted, json, pdqb, post, ratio, row, used } from "./measure.mjs";

const ROWS = 100_000;
const CUSTOMERS = 1_000;
const GROWTH_MAX = 1.5;
const rows = ROWS.toLocaleString("en");

const COMMANDS = {
  "refresh, steady": ["invoices", "refresh"],
  ageing: ["invoices", "aging"],
  deals: ["deals"],
  "create, dry run": ["invoice", "create", "--deal", "148", "--dry-run"],
};
const measured = () =>
  Object.fromEntries(
    Object.entries(COMMANDS).map(([name, args]) => {
      pdqb(...args);
      return [name, used(args)];
    }),
  );

export async function growth() {
  const before = measured();
  grow(ROWS);
  const after = measured();
  for (const name of Object.keys(COMMANDS)) {
    const cpu = after[name].cpu / before[name].cpu;
    const rss = after[name].rss / before[name].rss;
    row(
      `${name}, at ${rows}: CPU, memory`,
      `${cpu.toFixed(2)} × (${after[name].cpu.toFixed(2)} s), ${rss.toFixed(2)} × (${after[name].rss.toFixed(0)} MB)`,
      `${GROWTH_MAX} × at ${MANY.toLocaleString("en")}`,
      cpu > GROWTH_MAX || rss > GROWTH_MAX,
    );
  }
  ratio(`invoices list from ${rows}`, ["invoices", "list"], 3.0);
  shrink();
}

/** `before`: how many invoices it has already. */
export async function largeCompany(before = MANY) {
  // A company with so many invoices has customers in proportion: ninety invoices each.
  await control("load", post({ invoices: ROWS - before, customers: CUSTOMERS }));
  await creates(` in a company of ${rows} invoices`, "145");
}

/** Each marked invoice of a deal of its own, in a ledger that lost them all. */
export async function rebuild() {
  const company = companyOfMarkers();
  forgetInvoices();
  const deals = await makeDeals(MANY);
  const marked = await update(MANY, (place) => ({
    PrivateNote: `pdqb ${deals[place % MANY]}/${Math.floor(place / MANY) + 1} ${company}${String(place).padStart(6, "0")}`,
  }));
  const { result, requests, seconds } = await counted(() => json("ledger", "rebuild", "--yes"));
  const isWhole = result.found.length >= marked;
  row(
    `ledger rebuild of ${result.found.length.toLocaleString("en")} marked invoices: Pipedrive requests`,
    `${requests} in ${seconds.toFixed(1)} s`,
    "120",
    requests > 120 || !isWhole,
  );
}
