// A month's end: many deals of many customers, planned from reads made together, and billed each once.
import { makeDeals } from "./books.mjs";
import { books, callsRow, counted, json, jsonOf, post, row, sales, used } from "./measure.mjs";

const DEALS = Number(process.env.PDQB_BENCH_DEALS ?? 1_000);
const CUSTOMERS = Math.ceil(DEALS * 0.3);
const MORE_DEALS = 10 * DEALS;
/** What QuickBooks takes a minute. */
const PACE = 500;
const MB_MAX = 250;
/** Node collects no sooner than it must, so ten times the deals are given no more room than this. */
const HEAP = `--max-old-space-size=${MB_MAX}`;

export async function runs() {
  const organizations = await makeCustomers();
  const deals = await wonDeals(DEALS, organizations);
  const args = ["--deals", deals.join(","), "--name", "bench"];
  const plan = await counted(() => json("run", "plan", ...args));
  const { ready } = plan.result.run.counts;
  if (ready !== DEALS) throw new Error(`${ready} of ${DEALS} are ready`);
  callsRow(`run plan of ${DEALS} deals, ${CUSTOMERS} customers: QuickBooks reads`, plan, 40);
  row("the same: Pipedrive tokens", `${plan.tokens}`, "450", plan.tokens > 450);
  const again = used(["run", "plan", "bench"], 1);
  row("the same: memory", `${again.rss.toFixed(0)} MB`, `${MB_MAX} MB`, again.rss > MB_MAX);
  row("the same: CPU", `${again.cpu.toFixed(1)} s`, "5 s", again.cpu > 5);
  await applied();
  await planOfMore(organizations);
}

async function applied() {
  let run;
  const { calls, reads, seconds } = await counted(async () => {
    run = used(["run", "apply", "bench", "--yes"], 1);
  });
  const { created } = json("run", "view", "bench").run.counts;
  const writes = calls - reads;
  const most = 0.04 * DEALS;
  row(
    `run apply of ${DEALS} deals: writes, reads`,
    `${writes}, ${reads}`,
    `${DEALS}, ${most}`,
    created !== DEALS || writes > DEALS || reads > most,
  );
  const floor = (60 * calls) / PACE;
  row(
    `the same, beside what ${PACE} requests a minute take`,
    `${(seconds / floor).toFixed(2)} ×`,
    "1.10 ×",
    seconds > 1.1 * floor,
  );
  row("the same: memory", `${run.rss.toFixed(0)} MB`, `${MB_MAX} MB`, run.rss > MB_MAX);
  row(
    "the same: CPU for each",
    `${((1000 * run.cpu) / DEALS).toFixed(0)} ms`,
    "40 ms",
    run.cpu > 0.04 * DEALS,
  );
}

async function planOfMore(organizations) {
  const deals = await wonDeals(MORE_DEALS, organizations);
  const args = ["--deals", deals.join(","), "--name", "many"];
  const plan = await counted(() => jsonOf([0], "run", "plan", ...args));
  const { ready } = plan.result.run.counts;
  const most = 0.45 * MORE_DEALS;
  callsRow(`run plan of ${MORE_DEALS} deals: QuickBooks reads`, plan, 0.04 * MORE_DEALS);
  row("the same: Pipedrive tokens", `${plan.tokens}`, `${most}`, plan.tokens > most);
  const { rss, cpu } = used(["run", "plan", "many"], 1, [HEAP]);
  const isMissed = rss > 2 * MB_MAX || ready !== MORE_DEALS;
  row(`the same: memory with ${HEAP}`, `${rss.toFixed(0)} MB`, `${2 * MB_MAX} MB`, isMissed);
  row("the same: CPU", `${cpu.toFixed(1)} s`, "50 s", cpu > 50);
}

/** Organizations, each with a customer of its name in the books. */
async function makeCustomers() {
  const names = Array.from({ length: CUSTOMERS }, (_, index) => `Month-end customer ${index + 1}`);
  for (let start = 0; start < names.length; start += 30) {
    const BatchItemRequest = names.slice(start, start + 30).map((DisplayName) => ({
      ...{ bId: DisplayName, operation: "create", Customer: { DisplayName } },
    }));
    await books("batch", post({ BatchItemRequest }));
  }
  const ids = [];
  for (const name of names) ids.push((await sales("v2/organizations", post({ name }))).data.id);
  return ids;
}

/** Won deals with three lines each, whose sum is the deal's value. */
async function wonDeals(count, organizations) {
  const deals = await makeDeals(count, (place) => ({
    ...{ status: "won", currency: "EUR", org_id: organizations[place % organizations.length] },
  }));
  const left = deals.values();
  const fill = async () => {
    for (const deal of left)
      for (const [index, product] of [201, 208, 210].entries()) {
        // No two deals come to the same, as each might be taken for the other's duplicate.
        const price = 10 + index + deal / 100;
        const line = { product_id: product, item_price: price, quantity: 1 + index };
        await sales(
          `v2/deals/${deal}/products`,
          post({ ...line, tax: 25.5, tax_method: "exclusive" }),
        );
      }
  };
  await Promise.all(Array.from({ length: 8 }, fill));
  return deals;
}
