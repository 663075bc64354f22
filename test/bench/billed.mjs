// What is billed of every deal of a company: the list of those that are not, for whom all deals count.
import { tieCopies } from "./books.mjs";
import { MANY } from "./calls.mjs";
import { control, json, post, row, used } from "./measure.mjs";

const DEALS = 100_000;
/** Ten times as many deals, and a little for what is no longer in a cache of the processor. */
const GROWTH_MAX = 12;
const MB_MAX = 450;
const LIST = ["deals", "list", "--not-invoiced"];

const notInvoiced = () => json(...LIST, "--limit", `${DEALS}`).deals.map(({ id }) => id);

/** After a check, of whose deals each is billed by an invoice. */
export async function billed() {
  const others = notInvoiced();
  const before = measured(MANY, "4 s", ({ cpu }) => cpu > 4);
  await control("load", post({ invoices: 0, deals: DEALS - MANY }));
  tieCopies(notInvoiced().filter((id) => !others.includes(id)));
  const budget = `${GROWTH_MAX} × at ${MANY.toLocaleString("en")}, ${MB_MAX} MB`;
  const isOver = ({ cpu, rss }) => cpu > GROWTH_MAX * before.cpu || rss > MB_MAX;
  const isWhole = notInvoiced().length === others.length;
  measured(DEALS, budget, (took) => isOver(took) || !isWhole);
}

function measured(deals, budget, isOver) {
  const took = used(LIST);
  const what = `what is billed of ${deals.toLocaleString("en")} deals: CPU, memory`;
  row(what, `${took.cpu.toFixed(2)} s, ${took.rss.toFixed(0)} MB`, budget, isOver(took));
  return took;
}
