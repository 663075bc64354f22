/** Harbor Pine Sales: the same deals for a firm in the United States; Harbor & Pine LLC: books in dollars, whose tax QuickBooks computes itself. */
import { deal, panel } from "./deal-rows.ts";
import { inLocalTerms } from "./local-terms.ts";
import { HARBOR_ROAD as AT_HARBOR_ROAD, nordic as nordicDeals } from "./nordic/pipedrive.ts";
import { nordic as nordicBooks, PAST_CREDITS, PAST_INVOICES } from "./nordic/quickbooks.ts";
import type { SeedBooks, SeedCompany, SeedCustomer, SeedDeal } from "./seed-types.ts";

const ORGANIZATIONS: Record<number, string> = {
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

const DEALS_ELSEWHERE: SeedDeal[] = ELSEWHERE.map(([organization, name], index) =>
  deal(171 + index, `Panels for ${name}`, [organization, 5, panel(4)]),
);

export const deals: SeedCompany = {
  ...nordicDeals,
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
    ...nordicDeals.organizations.map((organization) => ({
      ...organization,
      name: ORGANIZATIONS[organization.id] ?? organization.name,
      ...(organization.id === 402 && { address: AT_HARBOR_ROAD }),
    })),
    ...ELSEWHERE.map(([id, name, value]) => ({ id, name, address: { value } })),
  ],
  deals: inLocalTerms([...nordicDeals.deals, ...DEALS_ELSEWHERE], {
    home: "USD",
    foreign: "EUR",
    titles: { 131: "Harbour signage in euros", 158: "Signs for Boston", 159: "Signs for Newark" },
    // Meals and lodging are taxed by another rate in Maine.
    taxes: { 14: 8, 0: 0 },
  }),
};

const CUSTOMERS: Record<string, string> = {
  "417": "Aurora Design LLC",
  "418": "Kallio & Sons",
  "421": "Old House LLC",
  "422": "Lakeside Boats LLC",
};
const PORTLAND = { city: "Portland", region: "ME", postalCode: "04101", country: "USA" };
const HARBOR_ROAD = { line: "12 Harbor Road", ...PORTLAND };
const STATE_OF_MAINE = { id: "21", name: "State of Maine", percent: 5.5 };

const BANGOR = { line: "8 Hammond Street", city: "Bangor", region: "ME", postalCode: "04401" };
const BOSTON = { line: "70 Newbury Street", city: "Boston", region: "MA", postalCode: "02116" };
const PORTSMOUTH = { line: "3 Bow Street", city: "Portsmouth", region: "NH", postalCode: "03801" };
const elsewhere = (id: string, name: string, to: typeof BANGOR, exemption?: number) => ({
  id,
  name,
  address: { ...to, country: "USA" },
  shipTo: { ...to, country: "USA" },
  ...(exemption === undefined ? {} : { exemption }),
});

/** At another rate of the same state, in another state with nexus, in one without, and exempt as a school. */
const CUSTOMERS_ELSEWHERE: SeedCustomer[] = [
  elsewhere("423", "Bangor Outfitters", BANGOR),
  elsewhere("424", "Back Bay Books", BOSTON),
  elsewhere("425", "Granite State Tools", PORTSMOUTH),
  elsewhere("426", "Bangor Public Schools", BANGOR, 7),
];

export const books: SeedBooks = {
  ...nordicBooks,
  realm: "9341453098127744",
  name: "Harbor & Pine LLC",
  country: "US",
  timeZone: "America/New_York",
  address: { line: "240 Commercial Street", ...PORTLAND },
  email: "billing@harborpine.example",
  phone: "+1 207 555 0142",
  registration: "EIN 01-0555142",
  bank: ["Casco Harbor Bank, routing 011200022", "Account 4567890123"],
  homeCurrency: "USD",
  taxAgency: "Maine Revenue Services",
  currencies: [],
  taxPrefs: { UsingSalesTax: true, PartnerTaxEnabled: true },
  // What the engine applies at each place: the company has nexus in Maine and in Massachusetts.
  taxCodes: [
    {
      id: "2",
      name: "Portland sales tax",
      place: { state: "ME", city: "Portland" },
      rates: [
        STATE_OF_MAINE,
        { id: "22", name: "Cumberland County", percent: 1 },
        { id: "23", name: "City of Portland", percent: 1.75 },
      ],
    },
    { id: "3", name: "Maine sales tax", place: { state: "ME" }, rates: [STATE_OF_MAINE] },
    { id: "4", name: "Massachusetts sales tax", place: { state: "MA" }, percent: 6.25 },
  ],
  customers: [
    ...nordicBooks.customers.map(({ currency: _currency, address, ...customer }) => ({
      ...customer,
      name: CUSTOMERS[customer.id] ?? customer.name,
      ...(address ? { address: HARBOR_ROAD } : {}),
      ...(customer.id === "417" ? { shipTo: HARBOR_ROAD } : {}),
    })),
    ...CUSTOMERS_ELSEWHERE,
  ],
  employees: ["Dana Pratt"],
  vendors: ["Lumi Catering LLC", "Net Hosting LLC"],
  invoices: PAST_INVOICES.map(({ rate: _rate, ...invoice }) => ({
    ...invoice,
    lines: invoice.lines.map(({ taxCode: _code, ...line }) => line),
  })),
  credits: PAST_CREDITS.map(({ taxCode: _code, ...credit }) => credit),
};
