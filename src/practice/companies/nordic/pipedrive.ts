/** Nordhafen Projects: a small Finnish firm, with ordinary deals and with one of each awkward kind. */
import type { Address } from "../../pipedrive/rows.ts";
import type { SeedCompany } from "../seed-types.ts";
import { NORDIC_DEALS } from "./deals.ts";

const finnish = (route: string, street_number: string, postal_code: string): Address => ({
  value: `${route} ${street_number}, ${postal_code} Helsinki, Finland`,
  ...{ street_number, route, locality: "Helsinki", postal_code, country: "Finland" },
});
export const HARBOR_ROAD: Address = {
  value: "12 Harbor Road, Portland, ME 04101, USA",
  ...{ street_number: "12", route: "Harbor Road", locality: "Portland" },
  ...{ admin_area_level_1: "Maine", postal_code: "04101", country: "United States" },
};

const person = (
  id: number,
  name: string,
  organization: number,
  emails: Record<string, string>,
): SeedCompany["persons"][number] => ({
  ...{ id, name, organization },
  // The first that is for work is the one that Pipedrive shows.
  emails: Object.entries(emails).map(([label, value]) => ({
    ...{ value, label, ...(label === "work" && { primary: true }) },
  })),
});

export const nordic: SeedCompany = {
  company: {
    id: 4410882,
    name: "Nordhafen Projects",
    domain: "nordhafen",
    country: "FI",
    currency: "EUR",
    timeZone: "Europe/Helsinki",
    locale: "en_US",
  },
  users: [
    { id: 77, name: "Aino Laine", email: "aino@nordhafen.example" },
    { id: 78, name: "Mikael Berg", email: "mikael@nordhafen.example" },
    { id: 79, name: "Sofia Koski", email: "sofia@nordhafen.example" },
  ],
  tax: 25.5,
  organizations: [
    {
      ...{ id: 402, name: "Aurora Design Oy", taxNumber: "FI12345678" },
      address: finnish("Mannerheimintie", "12", "00100"),
    },
    { id: 403, name: "Kallio & Söner Ab", address: { value: "Hämeentie 5 B, 00530 Helsinki" } },
    { id: 404, name: "O'Neill's Kitchen", address: finnish("Esplanadi", "1", "00130") },
    { id: 405, name: "Baltic Freight Inc", address: HARBOR_ROAD },
    { id: 406, name: "Lumi Catering Oy", address: null },
    { id: 407, name: "Nordljus AB", address: { value: "Storgatan 1, 903 26 Umeå, Sweden" } },
    { id: 408, name: "Talo: Sisustus Oy", address: { value: "Satamakatu 3" } },
    { id: 409, name: "مكتب النخيل", address: { value: "شارع البحر 7" } },
    { id: 410, name: "=SUM(A1:A9)", address: { value: "+358 street\n@home" } },
  ],
  persons: [
    person(913, "Ines Carvalho", 402, {
      billing: "accounts@aurora-design.example",
      work: "ines@aurora-design.example",
    }),
    {
      ...{ id: 914, name: "Ville Salo" },
      emails: [{ value: "ville.salo@example.org", label: "home", primary: true }],
    },
    person(915, "Greta Kallio", 403, { work: "greta@kallio.example" }),
    person(916, "Sean O'Neill", 404, { work: "sean@oneill.example" }),
    person(917, "Dana Whitlock", 405, { work: "dana@balticfreight.example" }),
    person(918, "Lumi Aalto", 406, {}),
  ],
  products: [
    { id: 201, name: "Website care", code: "WEB-CARE", price: 95, unit: "h" },
    { id: 208, name: "Insulation panel 80 mm", code: "", price: 249.5, unit: "pcs" },
    { id: 88, name: "Setup fee", code: "SETUP", price: 350 },
    { id: 210, name: "Hours, senior", code: "H-SEN", price: 124.99, unit: "h" },
    { id: 211, name: "Hours, junior", code: "H-JUN", price: 61.5, unit: "h" },
    { id: 215, name: "Old support plan", code: "SUP-OLD", price: 99 },
    { id: 220, name: "Discontinued lamp", code: "LAMP", price: 40, isDeleted: true },
    { id: 230, name: "Catering", code: "CATER", price: 18.9 },
    { id: 231, name: "=HYPERLINK(1)", code: "", price: 10 },
  ],
  deals: NORDIC_DEALS,
};
