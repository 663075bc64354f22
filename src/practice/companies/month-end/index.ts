/**
 * Nordhafen Projects in a busy month: over a hundred deals that were won in November 2026, to rehearse a month-end with; and the books of the
 * nordic company, with the customers of that November.
 */
import { nordic as nordicDeals } from "../nordic/pipedrive.ts";
import { nordic as nordicBooks } from "../nordic/quickbooks.ts";
import type { SeedBooks, SeedCompany } from "../seed-types.ts";
import { INSTALLMENT_DEALS, NOVEMBER_CUSTOMERS, ORDINARY_DEALS, RECURRING_DEALS } from "./deals.ts";
import { DEALS_OF_OTHER_MONTHS, DEALS_TO_MEND, SCAFFOLD } from "./deals-to-mend.ts";

export const deals: SeedCompany = {
  ...nordicDeals,
  company: { ...nordicDeals.company, id: 4410990 },
  organizations: [
    ...nordicDeals.organizations,
    ...NOVEMBER_CUSTOMERS.map(({ id, name, street, postalCode, city }) => ({
      id,
      name,
      address: {
        value: `${street}, ${postalCode} ${city}, Finland`,
        locality: city,
        postal_code: postalCode,
        country: "Finland",
      },
    })),
    { id: 450, name: "Savonlinna Opera Café", address: { value: "Olavinkatu 27, Savonlinna" } },
  ],
  products: [
    ...nordicDeals.products,
    { id: SCAFFOLD.product, name: "Scaffold rental", code: "SCAFFOLD", price: SCAFFOLD.price },
  ],
  deals: [
    ...ORDINARY_DEALS,
    ...INSTALLMENT_DEALS,
    ...RECURRING_DEALS,
    ...DEALS_TO_MEND,
    ...DEALS_OF_OTHER_MONTHS,
  ],
};

export const books: SeedBooks = {
  ...nordicBooks,
  realm: "9130358277301945",
  customers: [
    ...nordicBooks.customers,
    ...NOVEMBER_CUSTOMERS.map(({ id, name, email, street, postalCode, city }) => ({
      id: String(id + 100),
      name,
      email,
      address: { line: street, city, postalCode, country: "FIN" },
    })),
  ],
};
