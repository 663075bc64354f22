/** Nordhafen Projects in a busy month: over a hundred deals that were won in November 2026, to rehearse a month-end with. */
import { nordic } from "../nordic/pipedrive.ts";
import type { SeedCompany } from "../pipedrive-company.ts";
import { NOVEMBER_CUSTOMERS } from "./customers.ts";
import { INSTALLMENT_DEALS, ORDINARY_DEALS, RECURRING_DEALS } from "./deals.ts";
import { DEALS_OF_OTHER_MONTHS, DEALS_TO_MEND, SCAFFOLD } from "./deals-to-mend.ts";

export const monthEnd: SeedCompany = {
  ...nordic,
  company: { ...nordic.company, id: 4410990 },
  organizations: [
    ...nordic.organizations,
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
    ...nordic.products,
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
