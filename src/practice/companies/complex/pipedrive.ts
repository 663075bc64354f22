/** Nordhafen Projects, whose deals meet sub-customers, bundles, variations, taken names and a closed period. */
import { nordic } from "../nordic/pipedrive.ts";
import { FIELD_CODES, type SeedCompany, type SeedDeal } from "../pipedrive-company.ts";

const BENCH = { product: 243, price: 45 };
const STOCKED = { product: 242, price: 259 };
const SENIOR = { product: 210, price: 124.99 };

const DEALS: SeedDeal[] = [
  {
    id: 181,
    title: "For a person who is on the payroll",
    person: 914,
    daysAgo: 4,
    lines: [{ ...SENIOR, quantity: 2 }],
  },
  {
    id: 182,
    title: "A bundle of the books",
    organization: 434,
    daysAgo: 4,
    lines: [{ product: 241, price: 764, quantity: 1 }],
  },
  {
    id: 183,
    title: "Stock, and benches by day and week",
    organization: 434,
    daysAgo: 5,
    lines: [
      { ...STOCKED, quantity: 6 },
      { ...BENCH, quantity: 3, variation: 1 },
      { ...BENCH, price: 190, quantity: 2, variation: 2 },
    ],
  },
  {
    id: 184,
    title: "Hotel signs in kroner",
    organization: 430,
    currency: "NOK",
    daysAgo: 6,
    lines: [{ ...SENIOR, price: 1410, quantity: 5, tax: 0 }],
  },
  {
    id: 185,
    title: "Lobby, billed to the hotel",
    organization: 431,
    currency: "NOK",
    daysAgo: 6,
    lines: [{ ...SENIOR, price: 1410, quantity: 3, tax: 0 }],
  },
  {
    id: 186,
    title: "Dated into closed books",
    organization: 434,
    daysAgo: 100,
    fields: { [FIELD_CODES.invoiceDate]: "2024-12-31" },
    lines: [{ ...SENIOR, quantity: 1 }],
  },
  {
    id: 187,
    title: "For a vendor of ours",
    organization: 436,
    daysAgo: 7,
    lines: [{ ...STOCKED, quantity: 1 }],
  },
];

export const complex: SeedCompany = {
  ...nordic,
  company: { ...nordic.company, id: 4411073 },
  organizations: [
    ...nordic.organizations,
    { id: 430, name: "Bergen Hotels AS", address: { value: "Bryggen 9, 5003 Bergen, Norway" } },
    { id: 431, name: "Lobby", address: { value: "Bryggen 9, 5003 Bergen, Norway" } },
    { id: 434, name: "Turku Yard Oy", address: { value: "Telakkakatu 2, 20240 Turku, Finland" } },
    { id: 436, name: "Turku Scaffolding Oy", address: null },
  ],
  products: [
    ...nordic.products,
    { id: 241, name: "Reception package", code: "", price: 764 },
    { id: 242, name: "Panel, stocked", code: "PANEL-S", price: 259, unit: "pcs" },
    {
      id: 243,
      name: "Bench rental",
      code: "BENCH",
      price: 45,
      variations: [
        { id: 1, name: "By the day", price: 45 },
        { id: 2, name: "By the week", price: 190 },
      ],
    },
  ],
  deals: [...nordic.deals, ...DEALS],
};
