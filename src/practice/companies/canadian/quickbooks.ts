/** Atelier Boréal inc.: books in Canadian dollars, with the two taxes of Quebec in one code. */
import { nordic, PAST_INVOICES } from "../nordic/quickbooks.ts";
import type { SeedBooks } from "../quickbooks-company.ts";

const NAMES: Record<string, string> = {
  "417": "Aurora Design inc.",
  "418": "Kallio et Fils",
  "421": "Vieille Maison inc.",
  "422": "Bateaux du Lac inc.",
};
const MONTREAL = { city: "Montréal", region: "QC", postalCode: "H2X 1Y4", country: "Canada" };

export const canadian: SeedBooks = {
  ...nordic,
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
  customers: nordic.customers.map(({ address, ...customer }) => ({
    ...customer,
    name: NAMES[customer.id] ?? customer.name,
    ...(address ? { address: { line: "410, rue Sherbrooke Ouest", ...MONTREAL } } : {}),
  })),
  employees: ["Luc Tremblay"],
  vendors: ["Traiteur Lumi inc.", "Hébergement Réseau inc."],
  invoices: PAST_INVOICES.map((invoice) => (invoice.rate ? { ...invoice, rate: 1.37 } : invoice)),
};
