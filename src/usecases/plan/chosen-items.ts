/** By which item each line is billed: a flag before an answer before a link; an exact match only by setting. */

import type { Item } from "../../domain/books.ts";
import type { BillableLine } from "../../domain/deal/line-money.ts";
import type { PlanChoices } from "../../domain/plan/plan-facts.ts";
import { bestItems, singleMatch } from "../books/match-books.ts";
import type { Answers, FlagChoices } from "./create-input.ts";
import type { PlanReading } from "./plan-reading.ts";

type Line = BillableLine["line"];

export async function chosenItems(
  reading: PlanReading,
  billed: BillableLine[],
  flags: FlagChoices,
  answers: Answers,
): Promise<Pick<PlanChoices, "items" | "goneItems">> {
  const items: PlanChoices["items"] = new Map();
  const goneItems: PlanChoices["goneItems"] = new Map();
  // What a person picked for a line holds for all lines of its product; a flag names one line alone.
  const sibling = (line: Line) => {
    const picked = billed.find(
      (one) =>
        answers.items.has(one.position) &&
        line.productId !== null &&
        one.line.productId === line.productId &&
        one.line.variationId === line.variationId,
    );
    return picked && answers.items.get(picked.position);
  };
  for (const { line, position: at } of billed) {
    const item =
      flags.items.get(at) ??
      answers.items.get(at) ??
      sibling(line) ??
      (await knownItem(reading, line, at));
    const link = reading.itemLink(line);
    if (item) items.set(at, item);
    else if (link) goneItems.set(at, { id: link.itemId, name: link.itemName });
  }
  return { items, goneItems };
}

async function knownItem(reading: PlanReading, line: Line, at: number): Promise<Item | undefined> {
  const link = reading.itemLink(line);
  if (link) return reading.books.items.find(({ id }) => id === link.itemId);
  if (reading.setting("match.items") !== "exact") return undefined;
  return singleMatch(bestItems(await reading.itemCandidates(at)));
}
