/** Harbor Pine Sales: the same deals for a firm in the United States, where QuickBooks computes the tax. */
import { inLocalTerms } from "../local-terms.ts";
import { nordic } from "../nordic/pipedrive.ts";
import type { SeedCompany, SeedDeal } from "../pipedrive-company.ts";

const NAMES: Record<number, string> = {
  402: "Aurora Design LLC",
  403: "Kallio & Sons",
  405: "Baltic Freight Inc",
  406: "Lumi Catering LLC",
};

/** The customers of the books to whom another tax applies than in Portland. */
const ELSEWHERE: [id: number, name: string, address: string][] = [
  [423, "Bangor Outfitters", "8 Hammond Street, Bangor, ME 04401, USA"],
  [424, "Back Bay Books", "70 Newbury Street, Boston, MA 02116, USA"],
  [425, "Granite State Tools", "3 Bow Street, Portsmouth, NH 03801, USA"],
  [426, "Bangor Public Schools", "8 Hammond Street, Bangor, ME 04401, USA"],
];

const DEALS_ELSEWHERE: SeedDeal[] = ELSEWHERE.map(([organization, name], index) => ({
  id: 171 + index,
  title: `Panels for ${name}`,
  organization,
  daysAgo: 5,
  lines: [{ product: 208, price: 249.5, quantity: 4 }],
}));

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
  organizations: [
    ...nordic.organizations.map((organization) => ({
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
    ...ELSEWHERE.map(([id, name, value]) => ({ id, name, address: { value } })),
  ],
  deals: inLocalTerms([...nordic.deals, ...DEALS_ELSEWHERE], {
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
