/** Harbor & Pine LLC: books in dollars, whose tax QuickBooks computes itself. */
import { nordic, PAST_CREDITS, PAST_INVOICES } from "../nordic/quickbooks.ts";
import type { SeedBooks, SeedCustomer } from "../quickbooks-company.ts";

const NAMES: Record<string, string> = {
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

export const us: SeedBooks = {
  ...nordic,
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
    ...nordic.customers.map(({ currency: _currency, address, ...customer }) => ({
      ...customer,
      name: NAMES[customer.id] ?? customer.name,
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
