/**
 * Nordhafen Projects, whose deals meet sub-customers, bundles, variations, taken names and a closed period; and Pohjola Verstas Oy with
 * everything switched on: sub-customers and a project, bundles, stock, own numbers, a closed period.
 */
import { deal, product, senior } from "./deal-rows.ts";
import { nordic as nordicDeals } from "./nordic/pipedrive.ts";
import { nordic as nordicBooks } from "./nordic/quickbooks.ts";
import {
  FIELD_CODES,
  type SeedBooks,
  type SeedCompany,
  type SeedCustomer,
  type SeedDeal,
} from "./seed-types.ts";

const bench = product(243, 45);
const stocked = product(242, 259);
const kroner = (quantity: number) => [senior(quantity, { price: 1410, tax: 0 })];

const DEALS: SeedDeal[] = [
  deal(181, "For a person who is on the payroll", [undefined, 4, senior(2)], { person: 914 }),
  deal(182, "A bundle of the books", [434, 4, { product: 241, price: 764, quantity: 1 }]),
  deal(183, "Stock, and benches by day and week", [
    434,
    5,
    stocked(6),
    bench(3, { variation: 1 }),
    bench(2, { price: 190, variation: 2 }),
  ]),
  deal(184, "Hotel signs in kroner", [430, 6, ...kroner(5)], { currency: "NOK" }),
  deal(185, "Lobby, billed to the hotel", [431, 6, ...kroner(3)], { currency: "NOK" }),
  deal(186, "Dated into closed books", [434, 100, senior(1)], {
    fields: { [FIELD_CODES.invoiceDate]: "2024-12-31" },
  }),
  deal(187, "For a vendor of ours", [436, 7, stocked(1)]),
];

export const deals: SeedCompany = {
  ...nordicDeals,
  company: { ...nordicDeals.company, id: 4411073 },
  organizations: [
    ...nordicDeals.organizations,
    { id: 430, name: "Bergen Hotels AS", address: { value: "Bryggen 9, 5003 Bergen, Norway" } },
    { id: 431, name: "Lobby", address: { value: "Bryggen 9, 5003 Bergen, Norway" } },
    { id: 434, name: "Turku Yard Oy", address: { value: "Telakkakatu 2, 20240 Turku, Finland" } },
    { id: 436, name: "Turku Scaffolding Oy", address: null },
  ],
  products: [
    ...nordicDeals.products,
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
  deals: [...nordicDeals.deals, ...DEALS],
};

const NOK = { currency: "NOK" };
const BERGEN = { line: "Bryggen 9", city: "Bergen", postalCode: "5003", country: "NOR" };

const FAMILIES: SeedCustomer[] = [
  {
    id: "430",
    name: "Bergen Hotels AS",
    email: "bills@bergenhotels.example",
    address: BERGEN,
    ...NOK,
  },
  { id: "431", name: "Lobby", parent: { id: "430", paysBills: true }, ...NOK },
  { id: "432", name: "Restaurant", parent: { id: "430", paysBills: false }, ...NOK },
  {
    id: "433",
    name: "Winter refurbishment",
    parent: { id: "430", paysBills: true, isProject: true },
    ...NOK,
  },
  { id: "434", name: "Turku Yard Oy", email: "office@turkuyard.example" },
  { id: "435", name: "Dock 2", parent: { id: "434", paysBills: true } },
];

export const books: SeedBooks = {
  ...nordicBooks,
  realm: "9130358991204417",
  customers: [...nordicBooks.customers, ...FAMILIES],
  // They hold names that organizations and persons of Pipedrive have too.
  vendors: [...nordicBooks.vendors, "Turku Scaffolding Oy"],
  employees: [...nordicBooks.employees, "Ville Salo"],
  classes: ["Projects", "Projects:Nordic", "Care", "Events"],
  locations: ["Helsinki", "Helsinki:Harbour", "Turku"],
  customFields: ["PO number", "Cost centre", "Contract"],
  items: [
    ...nordicBooks.items,
    { id: "97", name: "Bench rental", sku: "BENCH", price: 45, income: "61", parent: "96" },
    {
      id: "98",
      name: "Panel, stocked",
      sku: "PANEL-S",
      price: 259,
      income: "62",
      isGoods: true,
      stock: { quantity: 40, cost: 180, asset: "73", expense: "81" },
    },
    {
      id: "99",
      name: "Reception package",
      income: "62",
      bundle: [
        { item: "98", quantity: 2 },
        { item: "93", quantity: 4 },
      ],
    },
  ],
  habits: { usesOwnNumbers: true, closedDaysAgo: 45, defaultTerm: "4" },
};
