import type { Account, NewItem } from "../../domain/books.ts";
import { incomeAccount, newItem } from "../books/match-books.ts";
import type { PlanReading } from "./plan-reading.ts";

/** The new item of a line, by its position. Throws refused where it is not settled which income account new items use. */
export async function draftItem(
  reading: PlanReading,
  at: number,
  chosen?: Account,
): Promise<NewItem> {
  const line = reading.facts.lines[at - 1];
  if (!line) throw new RangeError(`No line ${at}`);
  const account =
    chosen ?? (await incomeAccount(reading.ports, reading.setting("item.income-account")));
  return newItem(line, await reading.product(line), account);
}
