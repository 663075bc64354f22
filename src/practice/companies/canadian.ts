/** Boréal Projets: the same deals for a firm in Quebec, where 14.975 % is two taxes; Atelier Boréal inc.: its books, with both in one code. */
import { inLocalTerms } from "./local-terms.ts";
import { nordic as nordicDeals } from "./nordic/pipedrive.ts";
import { nordic as nordicBooks, PAST_INVOICES } from "./nordic/quickbooks.ts";
import type { SeedBooks, SeedCompany } from "./seed-types.ts";

const ORGANIZATIONS: Record<number, string> = {
  402: "Aurora Design inc.",
  403: "Kallio et Fils",
  406: "Traiteur Lumi inc.",
};

export const deals: SeedCompany = {
  ...nordicDeals,
  company: {
    id: 6631104,
    name: "Boréal Projets",
    domain: "borealprojets",
    country: "CA",
    currency: "CAD",
    timeZone: "America/Toronto",
    locale: "en_US",
  },
  tax: 14.975,
  organizations: nordicDeals.organizations.map((organization) => ({
    ...organization,
    name: ORGANIZATIONS[organization.id] ?? organization.name,
  })),
  deals: inLocalTerms(nordicDeals.deals, {
    home: "CAD",
    foreign: "USD",
    titles: { 158: "Enseignes à Toronto", 159: "Enseignes à Calgary" },
    // Ontario's harmonised tax, and the federal one alone in Alberta.
    taxes: { 14: 13, 0: 0 },
    deals: { 158: 13, 159: 5 },
  }),
};

const CUSTOMERS: Record<string, string> = {
  "417": "Aurora Design inc.",
  "418": "Kallio et Fils",
  "421": "Vieille Maison inc.",
  "422": "Bateaux du Lac inc.",
};
const MONTREAL = { city: "Montréal", region: "QC", postalCode: "H2X 1Y4", country: "Canada" };

export const books: SeedBooks = {
  ...nordicBooks,
  realm: "9341454766120857",
  name: "Atelier Boréal inc.",
  country: "CA",
  timeZone: "America/Toronto",
  address: { line: "2200, rue Ontario Est", ...MONTREAL },
  email: "facturation@atelierboreal.example",
  phone: "+1 514 555 0142",
  registration: "GST/HST 81234 5678 RT0001, QST 1098765432 TQ0001",
  bank: ["Transit 00011, institution 815", "Account 4567890"],
  homeCurrency: "CAD",
  taxAgency: "Revenu Québec",
  currencies: ["USD", "EUR"],
  taxCodes: [
    {
      id: "5",
      name: "GST/QST QC",
      rates: [
        { id: "25", name: "GST", percent: 5 },
        { id: "26", name: "QST", percent: 9.975 },
      ],
    },
    { id: "6", name: "HST ON", percent: 13 },
    { id: "7", name: "GST", rates: [{ id: "25", name: "GST", percent: 5 }] },
    { id: "9", name: "Zero-rated", percent: 0 },
  ],
  customers: nordicBooks.customers.map(({ address, ...customer }) => ({
    ...customer,
    name: CUSTOMERS[customer.id] ?? customer.name,
    ...(address ? { address: { line: "410, rue Sherbrooke Ouest", ...MONTREAL } } : {}),
  })),
  employees: ["Luc Tremblay"],
  vendors: ["Traiteur Lumi inc.", "Hébergement Réseau inc."],
  invoices: PAST_INVOICES.map((invoice) => (invoice.rate ? { ...invoice, rate: 1.37 } : invoice)),
};
