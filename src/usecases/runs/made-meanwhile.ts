/** Customers and items that a run makes are there when it is applied again: that is no change of what was reviewed. */
import { customerKey } from "../../domain/plan/customer-key.ts";
import type { InvoicePlan, PlanLine } from "../../domain/plan/invoice-plan.ts";
import { itemKey } from "../../domain/plan/new-item.ts";
import { isMadeBy } from "./billed-rows.ts";
import type { RowPlanner } from "./run-input.ts";

/** The plan of now, in which such a customer or item is still to be made. */
export async function asBefore(
  { ports: { ledger }, run }: RowPlanner,
  reviewed: InvoicePlan,
  now: InvoicePlan,
): Promise<InvoicePlan> {
  const isMade = (key: string, id: string) => isMadeBy(ledger, run, key, id);
  const id = now.customer?.id;
  const isNew = reviewed.customer?.create && id && (await isMade(customerKey(reviewed), id));
  const lines: PlanLine[] = [];
  for (const [index, line] of now.lines.entries()) {
    const was = reviewed.lines[index];
    const isNewItem =
      was?.newItem &&
      line.item &&
      (await isMade(itemKey(was.productId, was.newItem.name), line.item.id));
    lines.push(isNewItem ? { ...line, item: was.item, newItem: was.newItem } : line);
  }
  return { ...now, lines, ...(isNew && { customer: reviewed.customer }) };
}
