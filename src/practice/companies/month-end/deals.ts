/** A November of ordinary work, and for whom: what was sold, to whom and when follows from the number of the deal alone. */
import { care, catering, junior, panel, senior } from "../deal-rows.ts";
import type { SeedDeal, SeedLine } from "../seed-types.ts";

/** By the same names in Pipedrive (as organizations) and in the books. */
type Customer = {
  /** In Pipedrive; the books have it a hundred above. */
  id: number;
  name: string;
  email: string;
  street: string;
  postalCode: string;
  city: string;
};

const customer = (
  id: number,
  name: string,
  domain: string,
  [street, postalCode, city]: [string, string, string],
): Customer => ({ id, name, email: `invoices@${domain}.example`, street, postalCode, city });

export const NOVEMBER_CUSTOMERS: Customer[] = [
  customer(431, "Katajanokka Hotels Oy", "katajanokka", ["Kanavaranta 5", "00160", "Helsinki"]),
  customer(432, "Turku Boatyard Oy", "turkuboatyard", ["Telakkakatu 18", "20240", "Turku"]),
  customer(433, "Harju Dental Clinic", "harjudental", ["Helsinginkatu 31", "00530", "Helsinki"]),
  customer(434, "Ruoka & Ranta Oy", "ruokaranta", ["Merikatu 2", "00140", "Helsinki"]),
  customer(435, "Pispala Textiles Oy", "pispalatextiles", ["Pispalantie 40", "33240", "Tampere"]),
  customer(436, "Oulu Cold Storage Oy", "oulucold", ["Poratie 7", "90140", "Oulu"]),
  customer(437, "Lintula Day Care", "lintula", ["Agricolankatu 9", "00530", "Helsinki"]),
  customer(438, "Sörnäinen Print Works", "sornainenprint", [
    "Lautatarhankatu 6",
    "00580",
    "Helsinki",
  ]),
  customer(439, "Espoo Choir Association", "espoochoir", ["Kirkkokatu 1", "02770", "Espoo"]),
  customer(440, "Kotka Harbour Services", "kotkaharbour", ["Satamakatu 22", "48100", "Kotka"]),
  customer(441, "Vantaa Logistics Oy", "vantaalogistics", ["Tikkurilantie 140", "01530", "Vantaa"]),
];

type Job = { title: string; lines: SeedLine[] } & Pick<SeedDeal, "discounts" | "taxMethod">;

const JOBS: Job[] = [
  { title: "Website care, autumn", lines: [care(6)] },
  { title: "Facade insulation", lines: [panel(12, { discount: 5 }), senior(4)] },
  { title: "Kitchen planning", lines: [senior(6), junior(10)] },
  { title: "Office move", lines: [junior(16, { comments: "Two days, two people" })] },
  { title: "Autumn dinner", lines: [catering(40)] },
  { title: "Shop launch", lines: [care(4), junior(8), catering(20)] },
  { title: "Energy audit", taxMethod: "inclusive", lines: [senior(5)] },
  { title: "Lighting plan", lines: [senior(3.5), junior(6)] },
  {
    title: "Trade fair stand",
    lines: [panel(3), junior(12)],
    discounts: [{ type: "percentage", amount: 3, description: "Framework contract" }],
  },
  { title: "Support hours", lines: [junior(9.5)] },
  { title: "Staff training", lines: [senior(7.5), catering(12)] },
  { title: "Roof panels", lines: [panel(24, { amountDiscount: 120 })] },
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
  lines: [panel(40 + index * 8)],
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
  lines: [care(2 + index, { billing: { frequency, cycles, start: novemberDay(3 + index * 6) } })],
}));
