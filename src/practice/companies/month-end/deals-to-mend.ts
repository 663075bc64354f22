/** A dozen deals of November that cannot be billed before something is mended, and a few that are not November's at all. */
import { care, deal, junior, product, senior, setup, supportPlan } from "../deal-rows.ts";
import type { SeedDeal, SeedLine } from "../seed-types.ts";
import { novemberDay } from "./deals.ts";

/** In Pipedrive alone. */
export const SCAFFOLD = { product: 240, price: 85 };
const scaffold = product(SCAFFOLD.product, SCAFFOLD.price);

/** `day`: of November. */
const won = (
  id: number,
  title: string,
  [organization, day, ...lines]: [number | undefined, number, ...SeedLine[]],
  more: Partial<SeedDeal> = {},
) => deal(id, title, [organization, undefined, ...lines], { wonOn: novemberDay(day), ...more });

export const DEALS_TO_MEND: SeedDeal[] = [
  // No item for "Setup fee".
  ...[431, 433, 437].map((organization, index) =>
    won(1121 + index, "New website, first step", [
      organization,
      9 + index,
      setup(1),
      care(3 + index),
    ]),
  ),
  // No item for "Scaffold rental".
  ...[432, 436].map((organization, index) =>
    won(1124 + index, "Scaffold and painting", [
      organization,
      12 + index,
      scaffold(10 + index),
      junior(14),
    ]),
  ),
  won(1126, "Advice at the old rate of tax", [435, 16, senior(4, { tax: 24 })]),
  won(1127, "More advice at the old rate of tax", [439, 17, senior(2, { tax: 24 })]),
  won(1128, "Signs, but whose?", [undefined, 18, junior(5)]),
  won(1129, "Fitting-out in Zürich", [440, 19, senior(9, { tax: 0 })], { currency: "CHF" }),
  won(1130, "First job for a new customer", [450, 20, junior(18)]),
  won(1131, "Old support plan, renewed", [438, 23, supportPlan(3)]),
  { id: 1132, title: "Lump sum", organization: 441, wonOn: novemberDay(24), value: 1800 },
];

export const DEALS_OF_OTHER_MONTHS: SeedDeal[] = [
  won(1141, "Won in October", [432, 30, junior(7)], { wonOn: "2026-10-30" }),
  won(1142, "Won in October, to be paid in parts", [436, 21, senior(20)], {
    wonOn: "2026-10-21",
    installments: [
      { amount: 1249.9, description: "On order", billingDate: "2026-10-21" },
      { amount: 1249.9, description: "On delivery", billingDate: "2026-11-20" },
    ],
  }),
  won(1143, "Lost in November", [434, 11, care(4)], { status: "lost" }),
  won(1144, "Still open", [435, 25, care(8)], { status: "open" }),
];
