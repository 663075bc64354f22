/** Customers: the whole list, by name (customer-names.ts), and what is written of one. */
import type { Company, CustomerTaxIds, NewCustomer } from "../../domain/books.ts";
import { taxIdField } from "../../domain/customer/tax-id.ts";
import type { QuickBooks } from "../../ports.ts";
import type { Client } from "./client.ts";
import { type CustomerNames, customerNames } from "./customer-names.ts";
import { jsonText } from "./exact-json.ts";
import { checkedId } from "./query-words.ts";
import { readableRows, toCustomer } from "./wire.ts";
import { addressWire } from "./wire-invoice.ts";

type Customers = CustomerNames &
  Pick<QuickBooks, "allCustomers" | "customerWrite" | "customerUpdateWrite">;

const PAGE_SIZE = 1000;

export function quickbooksCustomers(client: Client, company: () => Promise<Company>): Customers {
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
    async customerWrite(customer) {
      return { kind: "customer", body: await customerBody(customer, company) };
    },
    async customerUpdateWrite({ id, syncToken }, { address, email, taxId }) {
      const body = jsonText({
        sparse: true,
        Id: checkedId(id),
        SyncToken: syncToken,
        PrimaryEmailAddr: email ? { Address: email } : undefined,
        BillAddr: address ? addressWire(address) : undefined,
        ...(await taxIdWire(taxId, company)),
      });
      return { kind: "customer_update", body };
    },
  };
}

async function customerBody(
  customer: NewCustomer,
  company: () => Promise<Company>,
): Promise<string> {
  return jsonText({
    DisplayName: customer.name,
    CompanyName: customer.companyName || undefined,
    CurrencyRef: customer.currency ? { value: customer.currency } : undefined,
    PrimaryEmailAddr: customer.email ? { Address: customer.email } : undefined,
    PrimaryPhone: customer.phone ? { FreeFormNumber: customer.phone } : undefined,
    BillAddr: customer.address ? addressWire(customer.address) : undefined,
    SalesTermRef: customer.termId ? { value: customer.termId } : undefined,
    ...(await taxIdWire(customer.taxId, company)),
  });
}

const TAX_ID_MEMBERS: Record<keyof CustomerTaxIds, string> = {
  registration: "PrimaryTaxIdentifier",
  resale: "ResaleNum",
  gstin: "GSTIN",
};

/** The member depends on the country of the books, which are asked only where there is a tax ID. */
async function taxIdWire(
  taxId: string | null | undefined,
  company: () => Promise<Company>,
): Promise<object> {
  if (!taxId) return {};
  return { [TAX_ID_MEMBERS[taxIdField((await company()).country, taxId)]]: taxId };
}
