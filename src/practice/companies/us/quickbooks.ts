/** Harbor & Pine LLC: books in dollars, whose tax QuickBooks computes itself. */
import { nordic, PAST_CREDITS, PAST_INVOICES } from "../nordic/quickbooks.ts";
import type { SeedBooks } from "../quickbooks-company.ts";

const NAMES: Record<string, string> = {
  "417": "Aurora Design LLC",
  "418": "Kallio & Sons",
  "421": "Old House LLC",
  "422": "Lakeside Boats LLC",
};
const PORTLAND = { city: "Portland", region: "ME", postalCode: "04101", country: "USA" };

export const us: SeedBooks = {
  ...nordic,
  realm: "9341453098127744",
  name: "Harbor & Pine LLC",
  country: "US",
  timeZone: "America/New_York",
  city: "Portland",
  homeCurrency: "USD",
  taxAgency: "Maine Revenue Services",
  currencies: [],
  taxPrefs: { UsingSalesTax: true, PartnerTaxEnabled: true },
  // The group of rates that the engine applies where the company is.
  taxCodes: [{ id: "2", name: "Portland sales tax", percent: 8.25 }],
  customers: nordic.customers.map(({ currency: _currency, address, ...customer }) => ({
    ...customer,
    name: NAMES[customer.id] ?? customer.name,
    ...(address ? { address: { line: "12 Harbor Road", ...PORTLAND } } : {}),
  })),
  vendors: ["Lumi Catering LLC", "Net Hosting LLC"],
  invoices: PAST_INVOICES.map(({ rate: _rate, ...invoice }) => ({
    ...invoice,
    lines: invoice.lines.map(({ taxCode: _code, ...line }) => line),
  })),
  credits: PAST_CREDITS.map(({ taxCode: _code, ...credit }) => credit),
};
