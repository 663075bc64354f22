import { expect, it } from "vitest";
import type { CustomerId, DealId, InvoiceId, ProductId } from "../../src/domain/ids.ts";

it("an id of one thing is refused where another's is asked for; a number or text as it came is any", () => {
  const deal: DealId = 143;
  const invoice: InvoiceId = "88";
  // @ts-expect-error: a deal is no product. The type check fails where this is no error.
  const product: ProductId = deal;
  // @ts-expect-error: an invoice is no customer.
  const customer: CustomerId = invoice;
  expect([product, customer]).toEqual([143, "88"]);
});
