import { keyText, markerText } from "../../domain/invoice/marker.ts";
import { moneyWords } from "../../domain/money/amount-words.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import { planToText } from "../../domain/plan/stored-plan.ts";
import type { WritePorts } from "../../ports.ts";
import { withNumber } from "../books/free-number.ts";
import { type CreateOrder, type CreateResult, linkOf } from "./create-order.ts";
import { writeOnce } from "./engine.ts";
import { invoiceKind } from "./kinds/invoice.ts";

/** Writes the invoice once, under a marker of its own. `ready`: the plan with all ids. Throws refused, unknown_outcome, unavailable. */
export async function writeInvoice(
  ports: WritePorts,
  { plan, remember, pipedriveCompany }: CreateOrder,
  ready: InvoicePlan,
): Promise<CreateResult["invoice"]> {
  const { key, deal, totals, currency } = plan;
  const marker = markerText(key, pipedriveCompany, ports.random.text(6));
  const net = moneyWords(totals.net.minus(totals.discount), currency);
  const intentWith = (number: string | null) => ({
    key: keyText(key),
    input: { plan: { ...ready, number: number ?? plan.number }, marker },
    dealId: deal.id,
    marker,
    ...(remember.reason !== undefined && { reason: remember.reason }),
    summary: `invoice for deal ${deal.id} (${net} net)`,
    follows: {
      target: null,
      ...(totals.total && { total: totals.total.toFixed() }),
      plan: planToText(plan),
      invoiceLink: linkOf(plan, ports.clock.now().toISOString()),
    },
  });
  return withNumber(ports, plan.nextNumber, (number) =>
    writeOnce(ports, invoiceKind, intentWith(number)),
  );
}
