/** Products of deals: the lines (docs/pipedrive.md 4.1). */
import { invalid, notFound, Refusal } from "../answers.ts";
import type { Call, Handlers, Json } from "../call.ts";
import { lineSum } from "../deal-money.ts";
import { cursorPage } from "../paging.ts";
import type { DealLine, DealPartsRow, DealRow, TaxMethod } from "../rows.ts";
import { v2Time } from "../times.ts";
import { partsOfDeals, partsToRead, partsToWrite, putParts } from "./deal-parts.ts";

const RECURRING_MAX = 20;
const CYCLES_MAX = 208;
const BULK_MAX = 100;

type LineOfDeal = DealLine & { deal_id: number };

export const dealLineHandlers: Handlers = {
  "v2:getDealProducts": (call) => page(call, [partsToRead(call)]),
  "v2:getDealsProducts": (call) => page(call, partsOfDeals(call, call.query.deal_ids as number[])),
  "v2:addDealProduct": (call) => ({ data: add(call, [call.body])[0] }),
  "v2:addManyDealProducts": (call) => {
    const sent = (call.body.data ?? []) as Json[];
    if (sent.length === 0 || sent.length > BULK_MAX) {
      throw invalid("data", `must hold from 1 to ${BULK_MAX} products`);
    }
    return { data: add(call, sent) };
  },
  "v2:updateDealProduct": (call) => ({ data: update(call) }),
  "v2:deleteDealProduct": (call) => {
    const { deal, parts } = partsToWrite(call);
    const id = Number(call.path.product_attachment_id);
    if (!parts.lines.some((line) => line.id === id)) throw notFound();
    putParts(call, deal, { ...parts, lines: parts.lines.filter((line) => line.id !== id) });
    return { data: { id } };
  },
};

function page(call: Call, all: DealPartsRow[]) {
  const lines = all.flatMap((parts) =>
    parts.lines.map((line): LineOfDeal => ({ ...line, deal_id: Number(parts.id) })),
  );
  return cursorPage(call, lines, (line) => toWire(call, line));
}

function toWire(call: Call, { deal_id: dealId, ...line }: LineOfDeal): Json {
  const deal = call.store.deals.get(String(dealId));
  return {
    ...line,
    deal_id: dealId,
    sum: lineSum(line, call.settings).toNumber(),
    currency: deal?.currency ?? call.store.company().currency,
  };
}

function add(call: Call, sent: Json[]): Json[] {
  const { deal, parts } = partsToWrite(call);
  const added = sent.map((body, at) => {
    const product = call.store.products.get(String(body.product_id));
    if (!product || product.is_deleted) throw invalid("product_id", "does not exist");
    const now = v2Time(call.now);
    const blank: DealLine = {
      id: call.store.next("lines"),
      product_id: Number(product.id),
      product_variation_id: null,
      name: product.name,
      comments: "",
      item_price: 0,
      quantity: 1,
      discount: 0,
      discount_type: "percentage",
      tax: 0,
      tax_method: parts.lines[0]?.tax_method ?? "exclusive",
      is_enabled: true,
      billing_frequency: "one-time",
      billing_frequency_cycles: null,
      billing_start_date: null,
      order_nr: (parts.lines.length + at + 1) * 10,
      add_time: now,
      update_time: now,
    };
    return checkedVariation(call, { ...blank, ...(body as Partial<DealLine>) });
  });
  store(call, deal, { ...parts, lines: [...parts.lines, ...added] }, added.at(-1)?.tax_method);
  return added.map((line) => toWire(call, { ...line, deal_id: Number(deal.id) }));
}

function update(call: Call): Json {
  const { deal, parts } = partsToWrite(call);
  const id = Number(call.path.product_attachment_id);
  const before = parts.lines.find((line) => line.id === id);
  if (!before) throw notFound();
  const line: DealLine = {
    ...before,
    ...(call.body as Partial<DealLine>),
    update_time: v2Time(call.now),
  };
  // A variation that was deleted stays on the lines that have it.
  if (call.body.product_variation_id !== undefined) checkedVariation(call, line);
  const lines = parts.lines.map((each) => (each.id === id ? line : each));
  store(call, deal, { ...parts, lines }, call.body.tax_method as TaxMethod | undefined);
  return toWire(call, { ...line, deal_id: Number(deal.id) });
}

/** Changing the tax method of one line changes that of all lines of the deal. */
function store(call: Call, deal: DealRow, parts: DealPartsRow, method: TaxMethod | undefined) {
  const lines = parts.lines.map((line) => ({ ...line, tax_method: method ?? line.tax_method }));
  for (const line of lines) checkLine(line);
  const recurring = lines.filter((line) => line.billing_frequency !== "one-time");
  if (recurring.length > RECURRING_MAX) {
    throw new Refusal(400, `A deal can have at most ${RECURRING_MAX} recurring products`);
  }
  if (recurring.length > 0 && parts.installments.length > 0) {
    throw new Refusal(400, "A deal with installments cannot have recurring products");
  }
  putParts(call, deal, { ...parts, lines });
}

function checkLine(line: DealLine): void {
  const cycles = line.billing_frequency_cycles;
  if (line.discount < 0) throw invalid("discount", "must not be negative");
  if (line.billing_frequency === "weekly" && cycles === null) {
    throw invalid("billing_frequency_cycles", "is required for weekly billing");
  }
  if (cycles !== null && (cycles < 1 || cycles > CYCLES_MAX)) {
    throw invalid("billing_frequency_cycles", `must be from 1 to ${CYCLES_MAX}`);
  }
}

function checkedVariation({ store }: Call, line: DealLine): DealLine {
  const product = store.products.get(String(line.product_id));
  const wanted = line.product_variation_id;
  if (wanted !== null && !product?.variations.some(({ id }) => id === wanted))
    throw invalid("product_variation_id", "does not belong to the product");
  return line;
}
