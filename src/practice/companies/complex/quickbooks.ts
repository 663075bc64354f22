/** Pohjola Verstas Oy with everything switched on: sub-customers and a project, bundles, stock, own numbers, a closed period. */
import { nordic } from "../nordic/quickbooks.ts";
import type { SeedBooks, SeedCustomer } from "../quickbooks-company.ts";

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

export const complex: SeedBooks = {
  ...nordic,
  realm: "9130358991204417",
  customers: [...nordic.customers, ...FAMILIES],
  // They hold names that organizations and persons of Pipedrive have too.
  vendors: [...nordic.vendors, "Turku Scaffolding Oy"],
  employees: [...nordic.employees, "Ville Salo"],
  classes: ["Projects", "Projects:Nordic", "Care", "Events"],
  locations: ["Helsinki", "Helsinki:Harbour", "Turku"],
  customFields: ["PO number", "Cost centre", "Contract"],
  items: [
    ...nordic.items,
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
