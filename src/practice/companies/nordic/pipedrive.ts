/** Nordhafen Projects: a small Finnish firm, with ordinary deals and with one of each awkward kind. */
import type { SeedCompany, SeedDeal } from "../pipedrive-company.ts";
import { AWKWARD_DEALS } from "./awkward-deals.ts";
import { MORE_DEALS, ODD_ORGANIZATIONS } from "./more-deals.ts";

const SENIOR = { product: 210, price: 124.99 };
const JUNIOR = { product: 211, price: 61.5 };

const ORDINARY_DEALS: SeedDeal[] = [142, 143, 144, 145, 146, 147, 148, 149, 150].map(
  (id, index) => ({
    id,
    title: `Support, part ${index + 1}`,
    organization: [402, 403, 404][index % 3] ?? 402,
    owner: [77, 78, 79][index % 3] ?? 77,
    daysAgo: 12 + index * 11,
    lines: [
      { ...SENIOR, quantity: 2 + index },
      { ...JUNIOR, quantity: 4 },
    ],
  }),
);

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
      id: 402,
      name: "Aurora Design Oy",
      taxNumber: "FI12345678",
      address: {
        value: "Mannerheimintie 12, 00100 Helsinki, Finland",
        street_number: "12",
        route: "Mannerheimintie",
        locality: "Helsinki",
        postal_code: "00100",
        country: "Finland",
      },
    },
    { id: 403, name: "Kallio & Söner Ab", address: { value: "Hämeentie 5 B, 00530 Helsinki" } },
    {
      id: 404,
      name: "O'Neill's Kitchen",
      address: {
        value: "Esplanadi 1, 00130 Helsinki, Finland",
        street_number: "1",
        route: "Esplanadi",
        locality: "Helsinki",
        postal_code: "00130",
        country: "Finland",
      },
    },
    {
      id: 405,
      name: "Baltic Freight Inc",
      address: {
        value: "12 Harbor Road, Portland, ME 04101, USA",
        street_number: "12",
        route: "Harbor Road",
        locality: "Portland",
        admin_area_level_1: "Maine",
        postal_code: "04101",
        country: "United States",
      },
    },
    { id: 406, name: "Lumi Catering Oy", address: null },
    ...ODD_ORGANIZATIONS,
  ],
  persons: [
    {
      id: 913,
      name: "Ines Carvalho",
      organization: 402,
      emails: [
        { value: "accounts@aurora-design.example", label: "billing" },
        { value: "ines@aurora-design.example", label: "work", primary: true },
      ],
    },
    {
      id: 914,
      name: "Ville Salo",
      emails: [{ value: "ville.salo@example.org", label: "home", primary: true }],
    },
    {
      id: 915,
      name: "Greta Kallio",
      organization: 403,
      emails: [{ value: "greta@kallio.example", label: "work", primary: true }],
    },
    {
      id: 916,
      name: "Sean O'Neill",
      organization: 404,
      emails: [{ value: "sean@oneill.example", label: "work", primary: true }],
    },
    {
      id: 917,
      name: "Dana Whitlock",
      organization: 405,
      emails: [{ value: "dana@balticfreight.example", label: "work", primary: true }],
    },
    { id: 918, name: "Lumi Aalto", organization: 406, emails: [] },
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
  deals: [...AWKWARD_DEALS, ...ORDINARY_DEALS, ...MORE_DEALS],
};
