import type { Customer } from "../../domain/books.ts";
import type { CustomerId } from "../../domain/ids.ts";
import type { QuickBooks } from "../../ports/quickbooks.ts";

/** Undefined where the books have none of this id. */
export async function customerById(
  { quickbooks }: { quickbooks: QuickBooks },
  id: CustomerId,
): Promise<Customer | undefined> {
  const wanted = { customerIds: [id], itemIds: [], taxCodes: false, terms: false };
  return (await quickbooks.lookup(wanted)).customers[0];
}
