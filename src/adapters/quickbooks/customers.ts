/** Customers, and whoever else holds their names (reference 9). */
import type { Company, Customer, CustomerTaxIds, NewCustomer } from "../../domain/books.ts";
import { taxIdField } from "../../domain/customer/tax-id.ts";
import type { QuickBooks } from "../../ports.ts";
import { type Client, checkedId, quoted } from "./client.ts";
import { toCustomer, toNameHolder } from "./wire.ts";
import { addressWire, jsonText } from "./wire-invoice.ts";

type Customers = Pick<
  QuickBooks,
  | "matchCustomers"
  | "searchCustomers"
  | "allCustomers"
  | "nameHolders"
  | "customerWrite"
  | "customerUpdateWrite"
>;

const PAGE_SIZE = 1000;
const HOLDERS = ["Customer", "Vendor", "Employee"] as const;

export function quickbooksCustomers(client: Client, company: () => Promise<Company>): Customers {
  return {
    async matchCustomers({ name, email, like }) {
      // The query language has no OR: a query each, together one request.
      const rows = await client.batch({
        ...(name && { name: select(`DisplayName = ${quoted(name)}`) }),
        ...(email && { email: select(`PrimaryEmailAddr = ${quoted(email)}`) }),
        ...(like && { like: select(`DisplayName like ${quoted(like)}`, " maxresults 1000") }),
      } as Record<string, string>);
      const found = new Map<string, Customer>();
      for (const customer of Object.values(rows).flat().map(toCustomer))
        found.set(customer.id, customer);
      return [...found.values()].filter(
        (customer) =>
          like !== undefined || same(customer.name, name) || same(customer.email, email),
      );
    },
    async searchCustomers(term, limit) {
      const where = `where DisplayName like ${contains(term)} orderby DisplayName maxresults ${bounded(limit)}`;
      return (await client.query("Customers", where)).map(toCustomer);
    },
    async *allCustomers() {
      for (let start = 1; ; start += PAGE_SIZE) {
        const page = `startposition ${start} maxresults ${PAGE_SIZE}`;
        const rows = await client.query("Customers", `where Active = true orderby Id ${page}`);
        if (rows.length > 0) yield rows.map(toCustomer);
        if (rows.length < PAGE_SIZE) return;
      }
    },
    async nameHolders(name) {
      // What was made inactive may have the word behind its name, and holds the name all the same.
      const names = [name, `${name} (deleted)`].map(quoted).join(",");
      const where = `where DisplayName in (${names}) and Active in (true,false)`;
      const rows = await client.batch({
        Customer: `select * from Customer ${where}`,
        Vendor: `select * from Vendor ${where}`,
        Employee: `select * from Employee ${where}`,
      });
      return HOLDERS.flatMap((list) => rows[list].map((row) => toNameHolder(list, row)));
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

function select(condition: string, limit = ""): string {
  return `select * from Customer where ${condition} and Active = true${limit}`;
}

/** QuickBooks compares text without regard to case (reference 7). */
export function same(value: string | null, wanted: string | undefined): boolean {
  return value !== null && wanted !== undefined && value.toLowerCase() === wanted.toLowerCase();
}

/** A pattern for a part of a text. `%` is the one wildcard, and there is no escape for it. */
export function contains(term: string): string {
  return quoted(`%${term.replaceAll("%", "")}%`);
}

export function bounded(limit: number): number {
  return Math.max(1, Math.min(1000, Math.trunc(limit)));
}
