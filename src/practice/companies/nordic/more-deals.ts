/** The deals that make the company believable: every billing frequency, discount and currency, and customers of odd names. */
import type { SeedCompany, SeedDeal, SeedLine } from "../pipedrive-company.ts";

const line = (product: number, price: number, quantity: number, more: Partial<SeedLine> = {}) => ({
  product,
  price,
  quantity,
  ...more,
});
const care = (frequency: string, cycles: number | null) =>
  line(201, 95, 1, { billing: { frequency, cycles } });
const setup = line(88, 350, 1);

export const MORE_DEALS: SeedDeal[] = [
  {
    id: 151,
    title: "Watering by the week",
    organization: 403,
    daysAgo: 3,
    lines: [care("weekly", 4)],
  },
  {
    id: 152,
    title: "Care by the quarter",
    organization: 402,
    daysAgo: 14,
    lines: [care("quarterly", 4)],
  },
  {
    id: 153,
    title: "Care twice a year",
    organization: 404,
    daysAgo: 17,
    lines: [care("semi-annually", 2)],
  },
  {
    id: 154,
    title: "Hosting by the year, with a start",
    organization: 403,
    daysAgo: 19,
    lines: [setup, care("annually", null)],
  },
  {
    id: 155,
    title: "Two percentages on all",
    organization: 402,
    daysAgo: 20,
    lines: [line(201, 95, 10), line(210, 124.99, 4)],
    discounts: [
      { type: "percentage", amount: 10, description: "Framework contract" },
      { type: "percentage", amount: 5, description: "Spring" },
    ],
  },
  {
    id: 156,
    title: "Fifty off the whole",
    organization: 404,
    daysAgo: 22,
    lines: [line(211, 61.5, 12), line(230, 18.9, 20, { tax: 14 })],
    discounts: [{ type: "amount", amount: 50, description: "Apology" }],
  },
  {
    id: 157,
    title: "Three per cent off prices with tax",
    organization: 403,
    daysAgo: 24,
    taxMethod: "inclusive",
    lines: [line(210, 124.99, 3)],
    discounts: [{ type: "percentage", amount: 3, description: "" }],
  },
  {
    id: 158,
    title: "Skyltar i Stockholm",
    organization: 407,
    daysAgo: 25,
    currency: "SEK",
    lines: [line(210, 1390, 6, { tax: 0 })],
  },
  {
    id: 159,
    title: "Skilt i Oslo",
    organization: 407,
    daysAgo: 27,
    currency: "NOK",
    lines: [line(211, 740, 8, { tax: 0 })],
  },
  {
    id: 160,
    title: "One free, one taken back",
    organization: 402,
    daysAgo: 29,
    lines: [line(201, 95, 4), line(88, 0, 1), line(208, -249.5, 1, { comments: "Returned" })],
  },
  {
    id: 161,
    title: "Fractions of everything",
    organization: 404,
    daysAgo: 31,
    lines: [
      line(211, 29.9999, 0.333),
      line(210, 0.0125, 1600),
      line(201, 95, 1.75, { discount: 33.33 }),
    ],
  },
  {
    id: 162,
    title: "No tax, and a line discount",
    organization: 403,
    daysAgo: 33,
    taxMethod: "none",
    lines: [line(210, 124.99, 8, { discount: 12.5 })],
  },
  { id: 163, title: "A customer with a colon", organization: 408, daysAgo: 34, lines: [setup] },
  {
    id: 164,
    title: "مشروع النخيل 🌴",
    organization: 409,
    daysAgo: 36,
    lines: [line(211, 61.5, 3)],
  },
  {
    id: 165,
    title: "A customer that is a formula",
    organization: 410,
    daysAgo: 38,
    lines: [setup],
  },
  {
    id: 166,
    title: "Lost to a competitor",
    organization: 402,
    status: "lost",
    daysAgo: 40,
    lines: [setup],
  },
  { id: 167, title: "One cent", organization: 403, daysAgo: 41, lines: [line(211, 0.01, 1)] },
  {
    id: 168,
    title: "A comment that is too long",
    organization: 404,
    daysAgo: 43,
    lines: [{ ...setup, comments: "Delivered to gate B. ".repeat(200) }],
  },
];

export const ODD_ORGANIZATIONS: SeedCompany["organizations"] = [
  { id: 407, name: "Nordljus AB", address: { value: "Storgatan 1, 903 26 Umeå, Sweden" } },
  { id: 408, name: "Talo: Sisustus Oy", address: { value: "Satamakatu 3" } },
  { id: 409, name: "مكتب النخيل", address: { value: "شارع البحر 7" } },
  { id: 410, name: "=SUM(A1:A9)", address: { value: "+358 street\n@home" } },
];
