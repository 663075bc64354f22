/** The deals of the nordic company: ordinary ones, one of each awkward kind, as the README lists them, and those that make it believable. */
import { care, catering, deal, junior, panel, senior, setup, supportPlan } from "../deal-rows.ts";
import { FIELD_CODES, type SeedDeal } from "../seed-types.ts";

const { poNumber, paymentDays, billingEmail, contractType, budget, services, invoiceDate } =
  FIELD_CODES;

const each = (frequency: string, cycles: number | null) =>
  care(1, { billing: { frequency, cycles } });
const percent = (amount: number, description: string) => ({
  ...{ type: "percentage" as const, amount, description },
});

const ORDINARY: SeedDeal[] = [142, 143, 144, 145, 146, 147, 148, 149, 150].map((id, index) =>
  deal(
    id,
    `Support, part ${index + 1}`,
    [[402, 403, 404][index % 3], 12 + index * 11, senior(2 + index), junior(4)],
    { owner: [77, 78, 79][index % 3] ?? 77 },
  ),
);

const REFIT = [care(4), panel(4, { discount: 7.5, comments: "Delivered to gate B" }), setup(1)];
const LINK = "\u001b]8;;https://example.org\u0007link";

const AWKWARD: SeedDeal[] = [
  deal(123, "Studio refit, phase 1", [402, 9, ...REFIT], {
    person: 913,
    fields: {
      [poNumber]: "PO-20815",
      [paymentDays]: 21,
      [contractType]: 31,
      [budget]: { value: 2000, currency: "EUR" },
      [services]: [41, 42],
    },
  }),
  deal(124, "Advice, prices with tax", [403, 8, senior(3), junior(7.5, { discount: 10 })], {
    ...{ person: 915, taxMethod: "inclusive" },
  }),
  deal(125, "Export of know-how, no tax", [402, 8, senior(10)], {
    ...{ person: 913, taxMethod: "none" },
  }),
  deal(126, "Opening evening: two tax rates", [404, 7, catering(60), junior(6)], {
    ...{ person: 916, fields: { [invoiceDate]: "2026-11-20" } },
  }),
  { id: 127, title: "Lump sum without products", organization: 403, daysAgo: 7, value: 1200 },
  deal(128, "Panels, discount as an amount", [402, 7, panel(4, { amountDiscount: 60 })]),
  deal(129, "Framework contract, 3 % on all", [402, 6, care(6), senior(2)], {
    discounts: [percent(3, "Framework contract")],
  }),
  deal(130, "Website care by the month", [404, 6, each("monthly", 12)]),
  deal(131, "Harbour signage in dollars", [405, 6, senior(8, { tax: 0 })], {
    ...{ person: 917, currency: "USD" },
  }),
  deal(132, "Archived refit", [402, 90, setup(1)], { isArchived: true }),
  deal(133, "Holiday cottage, still open", [undefined, 5, junior(12)], {
    ...{ person: 914, status: "open" },
  }),
  deal(134, "Nobody knows whose", [undefined, 5, setup(1)]),
  deal(
    135,
    "Kitchen, one line disabled",
    [404, 5, care(2), panel(1, { isDisabled: true }), junior(4)],
    { person: 916 },
  ),
  deal(136, "Refit in two payments", [402, 4, panel(8)], {
    installments: [
      { amount: 998, description: "On order" },
      { amount: 998, description: "On delivery" },
    ],
  }),
  deal(137, "A product that is gone", [
    403,
    4,
    { product: 220, price: 40, quantity: 2 },
    supportPlan(1),
  ]),
  deal(138, "Deleted by mistake", [402, 12, setup(1)], { isDeleted: true }),
  deal(139, "Launch 🚀 \u202Eevil\u202C \u001b[31mred\u0007 text", [
    404,
    3,
    { product: 231, price: 10, quantity: 1, comments: LINK },
  ]),
  deal(140, "Christmas buffet", [406, 3, catering(40, { price: 24.5 })], {
    ...{ person: 918, fields: { [billingEmail]: "bills@lumi.example" } },
  }),
  deal(141, "Four hundred lines", [
    403,
    2,
    ...Array.from({ length: 400 }, (_, index) => junior(1 + (index % 7) / 4)),
  ]),
];

/** Every billing frequency, discount and currency, and customers of odd names. */
const MORE: SeedDeal[] = [
  deal(151, "Watering by the week", [403, 3, each("weekly", 4)]),
  deal(152, "Care by the quarter", [402, 14, each("quarterly", 4)]),
  deal(153, "Care twice a year", [404, 17, each("semi-annually", 2)]),
  deal(154, "Hosting by the year, with a start", [403, 19, setup(1), each("annually", null)]),
  deal(155, "Two percentages on all", [402, 20, care(10), senior(4)], {
    discounts: [percent(10, "Framework contract"), percent(5, "Spring")],
  }),
  deal(156, "Fifty off the whole", [404, 22, junior(12), catering(20)], {
    discounts: [{ type: "amount", amount: 50, description: "Apology" }],
  }),
  deal(157, "Three per cent off prices with tax", [403, 24, senior(3)], {
    ...{ taxMethod: "inclusive", discounts: [percent(3, "")] },
  }),
  deal(158, "Skyltar i Stockholm", [407, 25, senior(6, { price: 1390, tax: 0 })], {
    currency: "SEK",
  }),
  deal(159, "Skilt i Oslo", [407, 27, junior(8, { price: 740, tax: 0 })], { currency: "NOK" }),
  deal(160, "One free, one taken back", [
    402,
    29,
    care(4),
    setup(1, { price: 0 }),
    panel(1, { price: -249.5, comments: "Returned" }),
  ]),
  deal(161, "Fractions of everything", [
    404,
    31,
    junior(0.333, { price: 29.9999 }),
    senior(1600, { price: 0.0125 }),
    care(1.75, { discount: 33.33 }),
  ]),
  deal(162, "No tax, and a line discount", [403, 33, senior(8, { discount: 12.5 })], {
    taxMethod: "none",
  }),
  deal(163, "A customer with a colon", [408, 34, setup(1)]),
  deal(164, "مشروع النخيل 🌴", [409, 36, junior(3)]),
  deal(165, "A customer that is a formula", [410, 38, setup(1)]),
  deal(166, "Lost to a competitor", [402, 40, setup(1)], { status: "lost" }),
  deal(167, "One cent", [403, 41, junior(1, { price: 0.01 })]),
  deal(168, "A comment that is too long", [
    404,
    43,
    setup(1, { comments: "Delivered to gate B. ".repeat(200) }),
  ]),
];

export const NORDIC_DEALS: SeedDeal[] = [...AWKWARD, ...ORDINARY, ...MORE];
