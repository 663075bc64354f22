/** What hangs on a deal, first of all its products, the lines (docs/pipedrive.md 4.1). */
import { invalid, notFound, Refusal } from "../answers.ts";
import type { Call, Handlers, Json } from "../call.ts";
import { lineSum } from "../deal-money.ts";
import { cursorPage } from "../paging.ts";
import type { DealLine, DealPartsRow, DealRow, TaxMethod } from "../rows.ts";
import { v2Time } from "../times.ts";
import {
  dealPartHandlers,
  partsOfDeals,
  partsToRead,
  partsToWrite,
  putParts,
} from "./deal-parts.ts";

const RECURRING_MAX = 20;
const CYCLES_MAX = 208;

export const dealLineHandlers: Handlers = {
  ...dealPartHandlers,
  "v2:getDealProducts": (call) => page(call, [partsToRead(call)]),
  "v2:getDealsProducts": (call) => page(call, partsOfDeals(call, call.query.deal_ids as number[])),
  "v2:addDealProduct": (call) => ({ data: add(call) }),
  "v2:updateDealProduct": (call) => ({ data: update(call) }),
  "v2:deleteDealProduct": (call) => {
    const { deal, parts } = partsToWrite(call);
    const { id } = lineOf(call, parts);
    putParts(call, deal, { ...parts, lines: parts.lines.filter((line) => line.id !== id) });
    return { data: { id } };
  },
};

function page(call: Call, all: DealPartsRow[]) {
  const lines = all.flatMap((parts) => parts.lines.map((line) => toWire(call, parts.id, line)));
  return cursorPage(call, lines, (line) => line);
}

function toWire(call: Call, dealId: string, line: DealLine): Json & { id: number } {
  return {
    ...line,
    deal_id: Number(dealId),
    sum: lineSum(line, call.settings).toNumber(),
    currency: call.store.deals.get(dealId)?.currency ?? call.store.company().currency,
  };
}

function lineOf(call: Call, parts: DealPartsRow): DealLine {
  const id = Number(call.path.product_attachment_id);
  const found = parts.lines.find((line) => line.id === id);
  if (!found) throw notFound();
  return found;
}

function add(call: Call): Json {
  const { deal, parts } = partsToWrite(call);
  const { body } = call;
  const product = call.store.products.get(String(body.product_id));
  if (!product || product.is_deleted) throw invalid("product_id", "does not exist");
  const now = v2Time(call.now);
  const line: DealLine = {
    ...{ id: call.store.next("lines"), product_id: Number(product.id), product_variation_id: null },
    ...{ name: product.name, comments: "", item_price: 0, quantity: 1 },
    ...{ discount: 0, discount_type: "percentage", tax: 0 },
    ...{ tax_method: parts.lines[0]?.tax_method ?? "exclusive", is_enabled: true },
    ...{ billing_frequency: "one-time", billing_frequency_cycles: null, billing_start_date: null },
    ...{ order_nr: (parts.lines.length + 1) * 10, add_time: now, update_time: now },
    ...(body as Partial<DealLine>),
  };
  checkVariation(call, line);
  store(call, deal, { ...parts, lines: [...parts.lines, line] }, line.tax_method);
  return toWire(call, deal.id, line);
}

function update(call: Call): Json {
  const { deal, parts } = partsToWrite(call);
  const change = call.body as Partial<DealLine>;
  const before = lineOf(call, parts);
  const line: DealLine = { ...before, ...change, update_time: v2Time(call.now) };
  // A variation that was deleted stays on the lines that have it.
  if (change.product_variation_id !== undefined) checkVariation(call, line);
  const lines = parts.lines.map((each) => (each.id === line.id ? line : each));
  store(call, deal, { ...parts, lines }, change.tax_method);
  return toWire(call, deal.id, line);
}

/** Changing the tax method of one line changes that of all lines of the deal. */
function store(call: Call, deal: DealRow, parts: DealPartsRow, method: TaxMethod | undefined) {
  const lines = parts.lines.map((line) => ({ ...line, tax_method: method ?? line.tax_method }));
  for (const line of lines) checkLine(line);
  const recurring = lines.filter((line) => line.billing_frequency !== "one-time");
  if (recurring.length > RECURRING_MAX)
    throw new Refusal(400, `A deal can have at most ${RECURRING_MAX} recurring products`);
  if (recurring.length > 0 && parts.installments.length > 0)
    throw new Refusal(400, "A deal with installments cannot have recurring products");
  putParts(call, deal, { ...parts, lines });
}

function checkLine(line: DealLine): void {
  const cycles = line.billing_frequency_cycles;
  if (line.discount < 0) throw invalid("discount", "must not be negative");
  if (line.billing_frequency === "weekly" && cycles === null)
    throw invalid("billing_frequency_cycles", "is required for weekly billing");
  if (cycles !== null && (cycles < 1 || cycles > CYCLES_MAX))
    throw invalid("billing_frequency_cycles", `must be from 1 to ${CYCLES_MAX}`);
}

function checkVariation({ store: { products } }: Call, line: DealLine): void {
  const wanted = line.product_variation_id;
  const product = products.get(String(line.product_id));
  if (wanted !== null && !product?.variations.some(({ id }) => id === wanted))
    throw invalid("product_variation_id", "does not belong to the product");
}
