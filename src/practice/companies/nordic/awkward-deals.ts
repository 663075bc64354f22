/** One deal of each awkward kind, as the README lists them. */
import { FIELD_CODES, type SeedDeal } from "../pipedrive-company.ts";

const { poNumber, paymentDays, billingEmail, contractType, budget, services, invoiceDate } =
  FIELD_CODES;

const CARE = { product: 201, price: 95 };
const PANEL = { product: 208, price: 249.5 };
const SETUP = { product: 88, price: 350 };
const SENIOR = { product: 210, price: 124.99 };
const JUNIOR = { product: 211, price: 61.5 };

export const AWKWARD_DEALS: SeedDeal[] = [
  {
    id: 123,
    title: "Studio refit, phase 1",
    organization: 402,
    person: 913,
    daysAgo: 9,
    fields: {
      [poNumber]: "PO-20815",
      [paymentDays]: 21,
      [contractType]: 31,
      [budget]: { value: 2000, currency: "EUR" },
      [services]: [41, 42],
    },
    lines: [
      { ...CARE, quantity: 4 },
      { ...PANEL, quantity: 4, discount: 7.5, comments: "Delivered to gate B" },
      { ...SETUP, quantity: 1 },
    ],
  },
  {
    id: 124,
    title: "Advice, prices with tax",
    organization: 403,
    person: 915,
    daysAgo: 8,
    taxMethod: "inclusive",
    lines: [
      { ...SENIOR, quantity: 3 },
      { ...JUNIOR, quantity: 7.5, discount: 10 },
    ],
  },
  {
    id: 125,
    title: "Export of know-how, no tax",
    organization: 402,
    person: 913,
    daysAgo: 8,
    taxMethod: "none",
    lines: [{ ...SENIOR, quantity: 10 }],
  },
  {
    id: 126,
    title: "Opening evening: two tax rates",
    organization: 404,
    person: 916,
    daysAgo: 7,
    fields: { [invoiceDate]: "2026-11-20" },
    lines: [
      { product: 230, price: 18.9, quantity: 60, tax: 14 },
      { ...JUNIOR, quantity: 6 },
    ],
  },
  { id: 127, title: "Lump sum without products", organization: 403, daysAgo: 7, value: 1200 },
  {
    id: 128,
    title: "Panels, discount as an amount",
    organization: 402,
    daysAgo: 7,
    lines: [{ ...PANEL, quantity: 4, amountDiscount: 60 }],
  },
  {
    id: 129,
    title: "Framework contract, 3 % on all",
    organization: 402,
    daysAgo: 6,
    lines: [
      { ...CARE, quantity: 6 },
      { ...SENIOR, quantity: 2 },
    ],
    discounts: [{ type: "percentage", amount: 3, description: "Framework contract" }],
  },
  {
    id: 130,
    title: "Website care by the month",
    organization: 404,
    daysAgo: 6,
    lines: [{ ...CARE, quantity: 1, billing: { frequency: "monthly", cycles: 12 } }],
  },
  {
    id: 131,
    title: "Harbour signage in dollars",
    organization: 405,
    person: 917,
    daysAgo: 6,
    currency: "USD",
    lines: [{ ...SENIOR, quantity: 8, tax: 0 }],
  },
  {
    id: 132,
    title: "Archived refit",
    organization: 402,
    daysAgo: 90,
    isArchived: true,
    lines: [{ ...SETUP, quantity: 1 }],
  },
  {
    id: 133,
    title: "Holiday cottage, still open",
    person: 914,
    status: "open",
    daysAgo: 5,
    lines: [{ ...JUNIOR, quantity: 12 }],
  },
  { id: 134, title: "Nobody knows whose", daysAgo: 5, lines: [{ ...SETUP, quantity: 1 }] },
  {
    id: 135,
    title: "Kitchen, one line disabled",
    organization: 404,
    person: 916,
    daysAgo: 5,
    lines: [
      { ...CARE, quantity: 2 },
      { ...PANEL, quantity: 1, isDisabled: true },
      { ...JUNIOR, quantity: 4 },
    ],
  },
  {
    id: 136,
    title: "Refit in two payments",
    organization: 402,
    daysAgo: 4,
    lines: [{ ...PANEL, quantity: 8 }],
    installments: [
      { amount: 998, description: "On order" },
      { amount: 998, description: "On delivery" },
    ],
  },
  {
    id: 137,
    title: "A product that is gone",
    organization: 403,
    daysAgo: 4,
    lines: [
      { product: 220, price: 40, quantity: 2 },
      { product: 215, price: 99, quantity: 1 },
    ],
  },
  {
    id: 138,
    title: "Deleted by mistake",
    organization: 402,
    daysAgo: 12,
    isDeleted: true,
    lines: [{ ...SETUP, quantity: 1 }],
  },
  {
    id: 139,
    title: "Launch 🚀 \u202Eevil\u202C \u001b[31mred\u0007 text",
    organization: 404,
    daysAgo: 3,
    lines: [
      { product: 231, price: 10, quantity: 1, comments: "\u001b]8;;https://example.org\u0007link" },
    ],
  },
  {
    id: 140,
    title: "Christmas buffet",
    organization: 406,
    person: 918,
    daysAgo: 3,
    fields: { [billingEmail]: "bills@lumi.example" },
    lines: [{ product: 230, price: 24.5, quantity: 40, tax: 14 }],
  },
  {
    id: 141,
    title: "Four hundred lines",
    organization: 403,
    daysAgo: 2,
    lines: Array.from({ length: 400 }, (_, index) => ({
      ...JUNIOR,
      quantity: 1 + (index % 7) / 4,
    })),
  },
];
