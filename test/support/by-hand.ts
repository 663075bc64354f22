/** Invoices as a bookkeeper makes and changes them in QuickBooks. */
import type { Books } from "./practice.ts";

/** Answers with its id. */
export async function madeByHand(
  books: Books,
  { amount, currency = "EUR", date }: { amount: number; currency?: string; date?: string },
): Promise<string> {
  const all = await books.query("select * from Customer maxresults 1000");
  const customer = all.find(
    ({ CurrencyRef }) => (CurrencyRef as unknown as { value: string }).value === currency,
  );
  const [item] = await books.query("select * from Item where Type = 'Service' maxresults 1");
  const [code] = await books.query("select * from TaxCode maxresults 1");
  const { Invoice } = (await books.post("invoice", {
    CustomerRef: { value: customer?.["Id"] },
    CurrencyRef: { value: currency },
    GlobalTaxCalculation: "TaxExcluded",
    ...(date && { TxnDate: date }),
    Line: [
      {
        ...{ DetailType: "SalesItemLineDetail", Amount: amount },
        SalesItemLineDetail: {
          ItemRef: { value: item?.["Id"] },
          TaxCodeRef: { value: code?.["Id"] },
        },
      },
    ],
  })) as unknown as { Invoice: { Id: string } };
  return Invoice.Id;
}

export async function editedByHand(books: Books, id: string, change: object): Promise<void> {
  const { Invoice } = (await books.read(`invoice/${id}`)) as unknown as {
    Invoice: { SyncToken: string; CustomerRef: object; Line: object[] };
  };
  // As its web page lets a person do it, with a warning.
  const path = "invoice?include=allowduplicatedocnum";
  await books.post(path, { ...Invoice, sparse: true, Id: id, ...change });
}

/** As "Copy" on its web page does it, which leaves the private note as it is. */
export async function copiedByHand(books: Books, id: string): Promise<string> {
  const { Invoice } = (await books.read(`invoice/${id}`)) as unknown as {
    Invoice: Record<string, unknown>;
  };
  const { Id, SyncToken, DocNumber, MetaData, ...copy } = Invoice;
  const { Invoice: made } = (await books.post("invoice", copy)) as unknown as {
    Invoice: { Id: string };
  };
  return made.Id;
}
