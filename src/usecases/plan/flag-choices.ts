import type { Account } from "../../domain/books.ts";
import { findCustomer, findEntry, findTaxCode } from "../books/match-books.ts";
import type { CreateInput, FlagChoices } from "./create-input.ts";
import { draftCustomer } from "./customer-block.ts";
import { linePosition } from "./deal-part.ts";
import { draftItem } from "./draft-item.ts";
import type { PlanReading } from "./plan-reading.ts";

/** Throws not_found or usage for what a flag names and the books or the deal do not have. */
export async function readFlags(
  reading: PlanReading,
  input: CreateInput,
  account?: Account,
): Promise<FlagChoices> {
  const { ports, books, facts } = reading;
  const items: FlagChoices["items"] = new Map();
  const changedItems = new Set<number>();
  for (const { line, item } of input.links)
    items.set(linePosition(facts, line), await reading.findItem(item));
  for (const { line, item } of input.changes) {
    if (item === undefined) continue;
    const at = linePosition(facts, line);
    items.set(at, await reading.findItem(item));
    changedItems.add(at);
  }
  if (input.fromValue && input.item !== undefined) items.set(1, await reading.findItem(input.item));
  const last = facts.lines.length || (input.fromValue ? 1 : 0);
  for (const [index, { item, create }] of input.extraLines.entries())
    items.set(last + index + 1, create ? { create } : await reading.findItem(item));
  for (const line of input.createItems) {
    const at = linePosition(facts, line);
    items.set(at, { create: await draftItem(reading, at, account) });
  }
  const name = input.newCustomer === true ? undefined : input.newCustomer;
  const { classes, locations } = reading.preferences;
  return {
    items,
    changedItems,
    class:
      input.class && classes !== "off"
        ? findEntry(await reading.classes(), input.class, "class")
        : undefined,
    location:
      input.location && locations
        ? findEntry(await reading.locations(), input.location, "location")
        : undefined,
    taxCode: input.taxCode === undefined ? undefined : findTaxCode(books.taxCodes, input.taxCode),
    customer:
      input.customer !== undefined
        ? await findCustomer(ports, input.customer)
        : input.newCustomer !== undefined
          ? { create: draftCustomer(reading, input, name) }
          : undefined,
  };
}
