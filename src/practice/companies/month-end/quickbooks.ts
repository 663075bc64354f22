/** Pohjola Verstas Oy in a busy month: the books of the nordic company, with the customers of its November. */
import { nordic } from "../nordic/quickbooks.ts";
import type { SeedBooks } from "../quickbooks-company.ts";
import { NOVEMBER_CUSTOMERS } from "./customers.ts";

export const monthEnd: SeedBooks = {
  ...nordic,
  realm: "9130358277301945",
  customers: [
    ...nordic.customers,
    ...NOVEMBER_CUSTOMERS.map(({ id, name, email, street, postalCode, city }) => ({
      id: String(id + 100),
      name,
      email,
      address: { line: street, city, postalCode, country: "FIN" },
    })),
  ],
};
