/** Installments: dated parts of a deal's one-time revenue, on Growth and above (docs/pipedrive.md 4.6). */
import { invalid, notFound, Refusal } from "../answers.ts";
import type { Call, Handlers, Json } from "../call.ts";
import { cursorPage } from "../paging.ts";
import type { DealPartsRow, DealRow, Installment } from "../rows.ts";
import { planOf } from "../settings.ts";
import { isDate } from "../times.ts";
import { partsOfDeals, partsToWrite, putParts } from "./deal-parts.ts";

export const dealInstallmentHandlers: Handlers = {
  "v2:getInstallments": (call) => {
    requireFeature(call);
    checkIdForm(call);
    const rows = partsOfDeals(call, call.query.deal_ids as number[]).flatMap((parts) =>
      parts.installments.map((installment) => toWire(parts.id, installment)),
    );
    return cursorPage(call, rows, (row) => row);
  },
  "v2:postInstallment": (call) => {
    const { deal, parts } = toChange(call);
    const hasRecurring = parts.lines.some((line) => line.billing_frequency !== "one-time");
    if (parts.lines.length === 0 || hasRecurring) {
      throw new Refusal(400, "Installments need one-time products and no recurring ones");
    }
    const sent = call.body as Omit<Installment, "id">;
    return { data: put(call, { deal, parts }, { ...sent, id: call.store.next("installments") }) };
  },
  "v2:updateInstallment": (call) => {
    const changed = toChange(call);
    return { data: put(call, changed, { ...find(call, changed.parts), ...call.body }) };
  },
  "v2:deleteInstallment": (call) => {
    const { deal, parts } = toChange(call);
    const { id } = find(call, parts);
    const installments = parts.installments.filter((each) => each.id !== id);
    putParts(call, deal, { ...parts, installments });
    return { data: { id } };
  },
};

type Changed = { deal: DealRow; parts: DealPartsRow };

function toChange(call: Call): Changed {
  requireFeature(call);
  return partsToWrite(call);
}

/** Which of 402 and 403 a lower plan answers with is not documented: by setting. */
function requireFeature(call: Call): void {
  if (planOf(call.settings).hasInstallments) return;
  const status = Number(call.settings("pipedrive.installments_refusal"));
  throw new Refusal(status, "This feature is not available on your plan", {
    code: "ERR_FEATURE_NOT_AVAILABLE",
    info: "Installments are available in Growth and above plans.",
  });
}

/** The definitions repeat `deal_ids`, the sibling for lines takes commas; what the service takes is not known (docs/pipedrive.md 13). */
function checkIdForm(call: Call): void {
  const form = call.settings("pipedrive.installments_ids");
  const sent = call.request.query.getAll("deal_ids");
  if (form === "commas" && sent.length > 1) throw invalid("deal_ids", "must be given once");
  if (form === "repeated" && sent.some((text) => text.includes(","))) {
    throw invalid("deal_ids", "must be an integer");
  }
}

function put(call: Call, { deal, parts }: Changed, installment: Installment): Json {
  if (!isDate(installment.billing_date)) throw invalid("billing_date", "must be a date");
  if (installment.amount <= 0) throw invalid("amount", "must be greater than 0");
  const others = parts.installments.filter((each) => each.id !== installment.id);
  putParts(call, deal, { ...parts, installments: [...others, installment] });
  return toWire(parts.id, installment);
}

function find(call: Call, parts: DealPartsRow): Installment {
  const id = Number(call.path.installment_id);
  const found = parts.installments.find((installment) => installment.id === id);
  if (!found) throw notFound();
  return found;
}

const toWire = (dealId: string, { id, amount, billing_date, description }: Installment) => ({
  id,
  deal_id: Number(dealId),
  amount,
  billing_date,
  description,
});
