/** A new item under a name that the books have already would be refused only when everything else is sent. */
import type { Item } from "../../domain/books.ts";
import type { Problem } from "../../domain/errors.ts";
import type { InvoicePlan, PlanLine } from "../../domain/plan/invoice-plan.ts";
import { itemKey } from "../../domain/plan/new-item.ts";
import type { CreateInput } from "./create-input.ts";
import { linePosition } from "./deal-part.ts";
import type { PlanReading } from "./plan-reading.ts";

/** Not where this very item was made for the product, by an earlier run or by another process: then it is that one. */
export async function takenItemNames(
  { ports, facts }: PlanReading,
  { createItems }: Pick<CreateInput, "createItems">,
  { lines }: InvoicePlan,
): Promise<Problem[]> {
  const made = lines.filter(({ item, newItem }) => item === null && newItem !== null);
  if (made.length === 0) return [];
  const names = [...new Set(made.flatMap(({ newItem }) => newItem?.name ?? []))];
  const holders = await ports.quickbooks.itemsNamed(names);
  const links = await ports.ledger.itemLinks();
  const problems = made.map(async (line): Promise<Problem[]> => {
    const name = line.newItem?.name.toLowerCase() ?? "";
    const holder = holders.find(({ fullName }) =>
      [name, `${name} (deleted)`].includes(fullName.toLowerCase()),
    );
    const key = itemKey(line.productId, line.newItem?.name ?? "");
    const open = await ports.ledger.intents({ key, state: "open" });
    const isOurs =
      open.some(({ firstSentAt }) => firstSentAt !== null) ||
      links.some(({ productId, itemId }) => productId === line.productId && itemId === holder?.id);
    const typed = createItems.find((reference) => linePosition(facts, reference) === line.line);
    return holder && !isOurs ? [itemNameTaken(line, holder, typed)] : [];
  });
  return (await Promise.all(problems)).flat();
}

/** `typed`: the line as --create-item named it. */
function itemNameTaken(
  { line, productId, newItem }: PlanLine,
  holder: Item,
  typed: string | undefined,
): Problem {
  const held = `${holder.active ? "" : "inactive "}item "${holder.fullName}" (id ${holder.id})`;
  return {
    code: "name_taken",
    message: `Line ${line}: the name "${newItem?.name ?? ""}" is used by ${held} in QuickBooks${holder.active ? "" : ", which has to be made active there first"}.`,
    line,
    ...(typed === undefined && productId !== null
      ? { next: `pdqb product link ${productId} --item ${holder.id}` }
      : { next: `--link ${line}=${holder.id}`, without: [`create-item ${typed ?? line}`] }),
  };
}
