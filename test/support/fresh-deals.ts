/** Deals of the practice Pipedrive that nobody has billed, each with one line whose item is matched. */
import { type Books, practicePipedrive } from "./practice.ts";
import type { Home } from "./run.ts";

export async function freshDeals(home: Home): Promise<() => Promise<number>> {
  const pipedrive = await practicePipedrive(home);
  let made = 0;
  return async () => {
    made += 1;
    const deal = { title: `Fresh ${made}`, org_id: 402, status: "won", currency: "EUR" };
    const { id } = await pipedrive<{ id: number }>("POST", "v2/deals", deal);
    // Each deal has a total of its own, so that none is taken for a copy of another.
    await pipedrive("POST", `v2/deals/${id}/products`, {
      product_id: 201,
      item_price: 100 + made * 7,
      quantity: 1,
      tax: 25.5,
      tax_method: "exclusive",
    });
    return id;
  };
}

/** How many invoices with the marker of a deal are neither voided nor deleted. */
export async function liveInvoices(books: Books, deal: number): Promise<number> {
  const marked = await books.invoices(new RegExp(`pdqb ${deal}/`));
  return marked.filter(({ TotalAmt }) => TotalAmt > 0).length;
}
