/** Customers: all of them, by name, e-mail or a part of the name, and whoever else holds a name. Every answer is compared here (name-query.ts). */
import { ServiceError } from "../../domain/errors.ts";
import type { QuickBooks } from "../../ports.ts";
import type { Client } from "./client.ts";
import {
  bounded,
  type Condition,
  containing,
  distinct,
  equalTo,
  fitting,
  includes,
  isSendable,
  type NameQueries,
  nameQueries,
  same,
} from "./name-query.ts";
import { quoted } from "./query-words.ts";
import { readableRows, toCustomer, toNameHolder } from "./wire.ts";

type CustomerNames = Pick<QuickBooks, "matchCustomers" | "searchCustomers" | "nameHolders">;

const HOLDERS = ["Customer", "Vendor", "Employee"] as const;
const ACTIVE = "Active = true";
/** `property 'X' is not queryable`. */
const NOT_QUERYABLE = "4001";

function customerNames(client: Client): CustomerNames {
  const names = nameQueries(client);
  return {
    matchCustomers: customerMatcher(names),
    nameHolders: (name) => nameHolders(client, names, name),
    async searchCustomers(term, limit) {
      const condition = containing("FullyQualifiedName", term);
      if (isSendable(term)) {
        const page = `orderby FullyQualifiedName maxresults ${bounded(limit)}`;
        const where = `where ${condition} ${page}`;
        return readableRows(await client.query("Customers", where), toCustomer, client);
      }
      const rows = await names.find("Customer", [condition], ACTIVE);
      return distinct(readableRows(rows, toCustomer, client))
        .filter(({ active, fullName }) => active && includes(fullName, term))
        .sort((one, other) => one.fullName.localeCompare(other.fullName))
        .slice(0, bounded(limit));
    },
  };
}

function customerMatcher(names: NameQueries): QuickBooks["matchCustomers"] {
  // Whether customers can be asked for by e-mail differs between companies; one refusal is enough to know.
  let refusesEmail = false;

  async function matching(conditions: Condition[], email: string | undefined): Promise<unknown[]> {
    if (email === undefined || refusesEmail) return names.find("Customer", conditions, ACTIVE);
    try {
      const byEmail = equalTo("PrimaryEmailAddr", email);
      return await names.find("Customer", [...conditions, byEmail], ACTIVE);
    } catch (error) {
      if (!(error instanceof ServiceError && error.codes.includes(NOT_QUERYABLE))) throw error;
      refusesEmail = true;
      return names.find("Customer", conditions, ACTIVE);
    }
  }

  return async ({ name, email, like }) => {
    // The query language has no OR: a query each, together one request.
    const property = name?.includes(":") ? "FullyQualifiedName" : "DisplayName";
    const conditions = [
      ...(name ? [equalTo(property, name)] : []),
      ...(like ? [fitting("DisplayName", like)] : []),
    ];
    const rows = await matching(conditions, email || undefined);
    return distinct(rows.map(toCustomer)).filter(
      (customer) =>
        customer.active &&
        (like !== undefined ||
          same(customer.fullName, name) ||
          same(customer.name, name) ||
          same(customer.email, email)),
    );
  };
}

async function nameHolders(client: Client, names: NameQueries, name: string) {
  // What was made inactive may have the word behind its name, and holds the name all the same.
  const held = [name, `${name} (deleted)`];
  const condition = isSendable(name)
    ? `DisplayName in (${held.map(quoted).join(",")})`
    : fitting("DisplayName", `${name}%`);
  const rows = await rowsOfHolders(client, names, condition);
  // No display name has a colon, so what follows the last one is it.
  return HOLDERS.flatMap((list) => rows[list].map((row) => toNameHolder(list, row))).filter(
    (holder) => held.some((one) => same(holder.name.split(":").at(-1) ?? "", one)),
  );
}

async function rowsOfHolders(client: Client, names: NameQueries, condition: Condition) {
  const select = (list: string) =>
    `select * from ${list} where ${condition} and Active in (true,false)`;
  if (condition !== null) {
    return client.batch({
      Customer: select("Customer"),
      Vendor: select("Vendor"),
      Employee: select("Employee"),
    });
  }
  const [Customer, Vendor, Employee] = await Promise.all(
    HOLDERS.map((list) => names.find(list, [null], "")),
  );
  return { Customer: Customer ?? [], Vendor: Vendor ?? [], Employee: Employee ?? [] };
}

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
