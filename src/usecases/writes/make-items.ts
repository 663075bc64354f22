/** The items of a plan: as linked, or made first, once for a product. */

import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import { itemKey } from "../../domain/plan/new-item.ts";
import type { WritePorts } from "../../ports.ts";
import { finishEarlier } from "./earlier.ts";
import { writeOnce } from "./engine.ts";
import { itemKind } from "./kinds/item.ts";

/** The plan with an item on every line; what was made is added to `made`, in words. */
export async function withItems(
  ports: WritePorts,
  plan: InvoicePlan,
  made: string[],
): Promise<InvoicePlan> {
  const lines = [];
  for (const line of plan.lines) {
    const { newItem, productId } = line;
    if (line.item || !newItem) {
      lines.push(line);
      continue;
    }
    const key = itemKey(productId, newItem.name);
    const item = await ports.ledger.exclusive(key, async () => {
      const links = await ports.ledger.itemLinks();
      const linked = links.find(
        (link) => link.productId === productId && link.variationId === null,
      );
      if (linked) return { id: linked.itemId, name: linked.itemName };
      const written =
        (await finishEarlier(ports, itemKind, key)) ??
        (await writeOnce(ports, itemKind, {
          key,
          input: newItem,
          dealId: plan.deal.id,
          marker: null,
          summary: `item "${newItem.name}"`,
          follows: {
            target: newItem.name,
            ...(productId !== null && { itemLink: { productId, variationId: null } }),
          },
        }));
      made.push(`item "${written.name}" (id ${written.id})`);
      return { id: written.id, name: written.name };
    });
    lines.push({ ...line, item });
  }
  return { ...plan, lines };
}
