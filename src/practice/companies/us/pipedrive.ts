/** Harbor Pine Sales: the same deals for a firm in the United States, where QuickBooks computes the tax. */
import { inLocalTerms } from "../local-terms.ts";
import { nordic } from "../nordic/pipedrive.ts";
import type { SeedCompany } from "../pipedrive-company.ts";

const NAMES: Record<number, string> = {
  402: "Aurora Design LLC",
  403: "Kallio & Sons",
  405: "Baltic Freight Inc",
  406: "Lumi Catering LLC",
};

export const us: SeedCompany = {
  ...nordic,
  company: {
    id: 5520993,
    name: "Harbor Pine Sales",
    domain: "harborpine",
    country: "US",
    currency: "USD",
    timeZone: "America/New_York",
    locale: "en_US",
  },
  tax: 8.25,
  organizations: nordic.organizations.map((organization) => ({
    ...organization,
    name: NAMES[organization.id] ?? organization.name,
    ...(organization.id === 402
      ? {
          address: {
            value: "12 Harbor Road, Portland, ME 04101, USA",
            street_number: "12",
            route: "Harbor Road",
            locality: "Portland",
            admin_area_level_1: "Maine",
            postal_code: "04101",
            country: "United States",
          },
        }
      : {}),
  })),
  deals: inLocalTerms(nordic.deals, {
    home: "USD",
    foreign: "EUR",
    titles: {
      131: "Harbour signage in euros",
      158: "Signs for Boston",
      159: "Signs for Newark",
    },
    // Meals and lodging are taxed by another rate in Maine.
    taxes: { 14: 8, 0: 0 },
  }),
};
