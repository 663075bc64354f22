/** A dozen deals of November that cannot be billed before something is mended, and a few that are not November's at all. */
import type { SeedDeal } from "../pipedrive-company.ts";
import { novemberDay } from "./deals.ts";

const SETUP = { product: 88, price: 350 };
const CARE = { product: 201, price: 95 };
const SENIOR = { product: 210, price: 124.99 };
const JUNIOR = { product: 211, price: 61.5 };
/** In Pipedrive alone. */
export const SCAFFOLD = { product: 240, price: 85 };

export const DEALS_TO_MEND: SeedDeal[] = [
  // No item for "Setup fee".
  ...[431, 433, 437].map((organization, index) => ({
    id: 1121 + index,
    title: "New website, first step",
    organization,
    wonOn: novemberDay(9 + index),
    lines: [
      { ...SETUP, quantity: 1 },
      { ...CARE, quantity: 3 + index },
    ],
  })),
  // No item for "Scaffold rental".
  ...[432, 436].map((organization, index) => ({
    id: 1124 + index,
    title: "Scaffold and painting",
    organization,
    wonOn: novemberDay(12 + index),
    lines: [
      { ...SCAFFOLD, quantity: 10 + index },
      { ...JUNIOR, quantity: 14 },
    ],
  })),
  {
    id: 1126,
    title: "Advice at the old rate of tax",
    organization: 435,
    wonOn: novemberDay(16),
    lines: [{ ...SENIOR, quantity: 4, tax: 24 }],
  },
  {
    id: 1127,
    title: "More advice at the old rate of tax",
    organization: 439,
    wonOn: novemberDay(17),
    lines: [{ ...SENIOR, quantity: 2, tax: 24 }],
  },
  {
    id: 1128,
    title: "Signs, but whose?",
    wonOn: novemberDay(18),
    lines: [{ ...JUNIOR, quantity: 5 }],
  },
  {
    id: 1129,
    title: "Fitting-out in Zürich",
    organization: 440,
    currency: "CHF",
    wonOn: novemberDay(19),
    lines: [{ ...SENIOR, quantity: 9, tax: 0 }],
  },
  {
    id: 1130,
    title: "First job for a new customer",
    organization: 450,
    wonOn: novemberDay(20),
    lines: [{ ...JUNIOR, quantity: 18 }],
  },
  {
    id: 1131,
    title: "Old support plan, renewed",
    organization: 438,
    wonOn: novemberDay(23),
    lines: [{ product: 215, price: 99, quantity: 3 }],
  },
  { id: 1132, title: "Lump sum", organization: 441, wonOn: novemberDay(24), value: 1800 },
];

export const DEALS_OF_OTHER_MONTHS: SeedDeal[] = [
  {
    id: 1141,
    title: "Won in October",
    organization: 432,
    wonOn: "2026-10-30",
    lines: [{ ...JUNIOR, quantity: 7 }],
  },
  {
    id: 1142,
    title: "Won in October, to be paid in parts",
    organization: 436,
    wonOn: "2026-10-21",
    lines: [{ ...SENIOR, quantity: 20 }],
    installments: [
      { amount: 1249.9, description: "On order", billingDate: "2026-10-21" },
      { amount: 1249.9, description: "On delivery", billingDate: "2026-11-20" },
    ],
  },
  {
    id: 1143,
    title: "Lost in November",
    organization: 434,
    status: "lost",
    wonOn: novemberDay(11),
    lines: [{ ...CARE, quantity: 4 }],
  },
  {
    id: 1144,
    title: "Still open",
    organization: 435,
    status: "open",
    wonOn: novemberDay(25),
    lines: [{ ...CARE, quantity: 8 }],
  },
];
