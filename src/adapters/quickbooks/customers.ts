/** Customers, and whoever else holds their names (reference 9). */
import type { Company, Customer, NewCustomer } from "../../domain/books.ts";
import type { QuickBooks } from "../../ports.ts";
import { type Client, quoted } from "./client.ts";
import { toCustomer, toNameHolder } from "./wire.ts";
import { addressWire, jsonText } from "./wire-invoice.ts";

type Customers = Pick<
  QuickBooks,
  "matchCustomers" | "searchCustomers" | "nameHolders" | "customerWrite"
>;

const HOLDERS = ["Customer", "Vendor", "Employee"] as const;

export function quickbooksCustomers(client: Client, company: () => Promise<Company>): Customers {
  return {
    async matchCustomers({ name, email }) {
      // The query language has no OR: a query each, together one request.
      const rows = await client.batch({
        ...(name && { name: select(`DisplayName = ${quoted(name)}`) }),
        ...(email && { email: select(`PrimaryEmailAddr = ${quoted(email)}`) }),
      } as Record<string, string>);
      const found = new Map<string, Customer>();
      for (const customer of Object.values(rows).flat().map(toCustomer))
        found.set(customer.id, customer);
      return [...found.values()].filter(
        (customer) => same(customer.name, name) || same(customer.email, email),
      );
    },
    async searchCustomers(term, limit) {
      const where = `where DisplayName like ${contains(term)} orderby DisplayName maxresults ${bounded(limit)}`;
      return (await client.query("Customers", where)).map(toCustomer);
    },
    async nameHolders(name) {
      const where = `where DisplayName = ${quoted(name)} and Active in (true,false)`;
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
  };
}

/** The field of the tax id depends on the country: a customer's EIN has none in the US, a resale number has. */
async function customerBody(
  customer: NewCustomer,
  company: () => Promise<Company>,
): Promise<string> {
  const taxId = customer.taxId || undefined;
  const isUs = taxId !== undefined && (await company()).country === "US";
  return jsonText({
    DisplayName: customer.name,
    CurrencyRef: customer.currency ? { value: customer.currency } : undefined,
    PrimaryEmailAddr: customer.email ? { Address: customer.email } : undefined,
    BillAddr: customer.address ? addressWire(customer.address) : undefined,
    PrimaryTaxIdentifier: isUs ? undefined : taxId,
    ResaleNum: isUs ? taxId : undefined,
  });
}

function select(condition: string): string {
  return `select * from Customer where ${condition} and Active = true`;
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
