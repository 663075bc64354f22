import type { Account, NewItem } from "../../domain/books.ts";
import { ZERO } from "../../domain/money/money.ts";
import { incomeAccount, newItem } from "../books/match-books.ts";
import type { PlanReading } from "./plan-reading.ts";

/**
 * The new item of a line, by its position, or one of a name, for a deal without lines. Throws refused where it is not settled which
 * income account new items use.
 */
export async function draftItem(
  reading: PlanReading,
  of: number | string,
  chosen?: Account,
): Promise<NewItem> {
  const account =
    chosen ?? (await incomeAccount(reading.ports, reading.setting("item.income-account")));
  if (typeof of === "string") return newItem({ name: of, price: ZERO }, undefined, account);
  const line = reading.facts.lines[of - 1];
  if (!line) throw new RangeError(`No line ${of}`);
  return newItem(line, await reading.product(line), account);
}
