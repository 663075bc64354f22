/** A November of ordinary work: what was sold, to whom and when follows from the number of the deal alone. */
import type { SeedDeal, SeedLine } from "../pipedrive-company.ts";
import { NOVEMBER_CUSTOMERS } from "./customers.ts";

const CARE = { product: 201, price: 95 };
const PANEL = { product: 208, price: 249.5 };
const SENIOR = { product: 210, price: 124.99 };
const JUNIOR = { product: 211, price: 61.5 };
const CATERING = { product: 230, price: 18.9, tax: 14 };

type Job = { title: string; lines: SeedLine[] } & Pick<SeedDeal, "discounts" | "taxMethod">;

const JOBS: Job[] = [
  { title: "Website care, autumn", lines: [{ ...CARE, quantity: 6 }] },
  {
    title: "Facade insulation",
    lines: [
      { ...PANEL, quantity: 12, discount: 5 },
      { ...SENIOR, quantity: 4 },
    ],
  },
  {
    title: "Kitchen planning",
    lines: [
      { ...SENIOR, quantity: 6 },
      { ...JUNIOR, quantity: 10 },
    ],
  },
  { title: "Office move", lines: [{ ...JUNIOR, quantity: 16, comments: "Two days, two people" }] },
  { title: "Autumn dinner", lines: [{ ...CATERING, quantity: 40 }] },
  {
    title: "Shop launch",
    lines: [
      { ...CARE, quantity: 4 },
      { ...JUNIOR, quantity: 8 },
      { ...CATERING, quantity: 20 },
    ],
  },
  { title: "Energy audit", taxMethod: "inclusive", lines: [{ ...SENIOR, quantity: 5 }] },
  {
    title: "Lighting plan",
    lines: [
      { ...SENIOR, quantity: 3.5 },
      { ...JUNIOR, quantity: 6 },
    ],
  },
  {
    title: "Trade fair stand",
    lines: [
      { ...PANEL, quantity: 3 },
      { ...JUNIOR, quantity: 12 },
    ],
    discounts: [{ type: "percentage", amount: 3, description: "Framework contract" }],
  },
  { title: "Support hours", lines: [{ ...JUNIOR, quantity: 9.5 }] },
  {
    title: "Staff training",
    lines: [
      { ...SENIOR, quantity: 7.5 },
      { ...CATERING, quantity: 12 },
    ],
  },
  { title: "Roof panels", lines: [{ ...PANEL, quantity: 24, amountDiscount: 120 }] },
];

/** The nordic company's own that may be billed without a question, and those of November. */
const CUSTOMERS = [402, 403, 404, ...NOVEMBER_CUSTOMERS.map(({ id }) => id)];
const OWNERS = [77, 78, 79];
const ORDINARY = 92;

export const novemberDay = (day: number): string => `2026-11-${String(day).padStart(2, "0")}`;

const turn = <T>(values: readonly T[], at: number): T => values[at % values.length] as T;

/** No two of one customer are alike: the quantity of the first line grows with every round. */
function ordinaryDeal(index: number): SeedDeal {
  const { title, lines, ...more } = turn(JOBS, index * 5);
  const round = Math.floor(index / JOBS.length);
  return {
    id: 1001 + index,
    title: round === 0 ? title : `${title}, part ${round + 1}`,
    organization: turn(CUSTOMERS, index),
    owner: turn(OWNERS, index),
    wonOn: novemberDay(1 + (index % 27)),
    ...more,
    lines: lines.map((line, at) =>
      at === 0 ? { ...line, quantity: line.quantity + round } : line,
    ),
  };
}

export const ORDINARY_DEALS: SeedDeal[] = Array.from({ length: ORDINARY }, (_, index) =>
  ordinaryDeal(index),
);

export const INSTALLMENT_DEALS: SeedDeal[] = [434, 436, 440, 441].map((organization, index) => ({
  id: 1101 + index,
  title: turn(["Cold room", "Quay lighting", "Terminal signs", "Loading dock"], index),
  organization,
  owner: turn(OWNERS, index),
  wonOn: novemberDay(5 + index * 4),
  lines: [{ ...PANEL, quantity: 40 + index * 8 }],
  installments: [
    { amount: 2495, description: "On order", billingDate: novemberDay(15 + index * 3) },
    {
      amount: 249.5 * (40 + index * 8) - 2495,
      description: "On delivery",
      billingDate: `2026-12-${15 + index}`,
    },
  ],
}));

export const RECURRING_DEALS: SeedDeal[] = (
  [
    [431, "monthly", 12],
    [433, "monthly", null],
    [437, "quarterly", 4],
    [438, "weekly", 8],
  ] as const
).map(([organization, frequency, cycles], index) => ({
  id: 1111 + index,
  title: `Website care, ${frequency}`,
  organization,
  owner: turn(OWNERS, index),
  wonOn: novemberDay(2 + index * 6),
  lines: [
    {
      ...CARE,
      quantity: 2 + index,
      billing: { frequency, cycles, start: novemberDay(3 + index * 6) },
    },
  ],
}));
