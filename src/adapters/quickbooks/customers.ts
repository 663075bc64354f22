/** Customers: the whole list, and by name (customer-names.ts). */
import type { QuickBooks } from "../../ports.ts";
import type { Client } from "./client.ts";
import { type CustomerNames, customerNames } from "./customer-names.ts";
import { readableRows, toCustomer } from "./wire.ts";

type Customers = CustomerNames & Pick<QuickBooks, "allCustomers">;

const PAGE_SIZE = 1000;

export function quickbooksCustomers(client: Client): Customers {
  return {
    ...customerNames(client),
    async *allCustomers() {
      for (let start = 1; ; start += PAGE_SIZE) {
        const page = `startposition ${start} maxresults ${PAGE_SIZE}`;
        const rows = await client.query("Customers", `where Active = true orderby Id ${page}`);
        if (rows.length > 0) yield readableRows(rows, toCustomer, client);
        if (rows.length < PAGE_SIZE) return;
      }
    },
  };
}
