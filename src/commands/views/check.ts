/** What a check found, as JSON and on the terminal. */

import type { Column } from "../../cli/column.ts";
import type { ListRows } from "../../cli/flat.ts";
import { amountColumn, bareAmount, clean, counted, money } from "../../cli/format.ts";
import type { Paint } from "../../cli/paint.ts";
import { type BridgeRow, OTHER_PARTS } from "../../domain/check/bridge.ts";
import type { Accepted, Finding, Period } from "../../domain/check/finding.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import { amountText, type Decimal } from "../../domain/money/money.ts";
import type { CheckResult } from "../../usecases/check/check-types.ts";

const BRIDGE = [
  ["won", "Won: value of deals won in the period"],
  ["not_billed", "not billed"],
  ["billed_before", "billed before the period"],
  ["billed_after", "billed after the period"],
  ["changed", "changed since, or overbilled"],
  ["other", "other"],
  ["invoiced", "Invoiced: net of the invoices of the period"],
] as const;

const OTHER: Record<(typeof OTHER_PARTS)[number], string> = {
  tax_in_value: "tax included in deal values",
  other_currency: "billed in another currency",
  later_cycles: "later cycles of recurring lines",
  other_deals: "deals not won in the period",
  no_deal: "invoices without a deal",
};

const netText = (amount: Decimal | null) => (amount === null ? null : amountText(amount));

const bridgeJson = (row: BridgeRow) => ({
  currency: row.currency,
  ...Object.fromEntries(BRIDGE.map(([part]) => [part, amountText(row[part])])),
  other_parts: Object.fromEntries(
    OTHER_PARTS.map((part) => [part, amountText(row.other_parts[part])]),
  ),
});

const difference = ({ expected, found }: Finding) =>
  expected && found ? found.minus(expected) : null;

/** Its members are the columns of the CSV. */
const findingJson = (finding: Finding) => ({
  kind: finding.kind,
  deal: finding.deal,
  invoices: finding.invoices.map(({ id, number }) => ({ id, number })),
  currency: finding.currency,
  expected: netText(finding.expected),
  found: netText(finding.found),
  difference: netText(difference(finding)),
  why: finding.why,
  next: finding.next,
});

export const FINDING_ROWS: ListRows<Finding> = {
  fields: [
    ...["kind", "deal", "invoices", "currency", "expected", "found", "difference"],
    ...["why", "next"],
  ],
  json: findingJson,
};

/** `shown`: the findings of the answer. */
export function checkJson(result: CheckResult, shown: Finding[]) {
  const { since, until } = result.period;
  return {
    period: { since, until },
    bridge: result.bridge.map(bridgeJson),
    findings: shown.map(findingJson),
    not_checked: result.notChecked,
    accepted: result.accepted.length,
    complete: result.complete,
  };
}

export type AcceptedRow = { finding: Finding; row: Accepted };
export const acceptedJson = ({ finding, row: { reason, by, at } }: AcceptedRow) => ({
  ...findingJson(finding),
  ...{ reason, by, at },
});

export const invoicesOf = ({ invoices }: Finding) => invoices.map(invoiceName).join(" ");

const bare = (amount: Decimal, { currency }: Finding) => bareAmount(amount, currency);

export const FINDING_COLUMNS: readonly Column<Finding>[] = [
  { key: "kind", title: "What", value: ({ kind }) => kind },
  { key: "deal", title: "Deal", value: ({ deal }) => (deal ? String(deal.id) : "") },
  { key: "invoices", title: "Invoices", value: invoicesOf, grow: true },
  { key: "currency", title: "", value: ({ currency }) => currency },
  amountColumn({ key: "expected", title: "Expected" }, ({ expected }) => expected, bare),
  amountColumn({ key: "found", title: "Found" }, ({ found }) => found, bare),
  { key: "why", title: "Why", value: ({ why }) => why, grow: true },
];

export const ACCEPTED_COLUMNS: readonly Column<AcceptedRow>[] = [
  { key: "kind", title: "What", value: ({ finding }) => finding.kind },
  { key: "about", title: "Of", value: ({ row }) => row.about.replace(":", " ") },
  { key: "reason", title: "Reason", value: ({ row }) => row.reason, grow: true },
  { key: "by", title: "By", value: ({ row }) => row.by, grow: true },
  { key: "at", title: "When", value: ({ row }) => row.at },
];

export type BridgeLine = { label: string; amount: Decimal; currency: string; isSum: boolean };

/** The lines of one currency, those of zero left out but for the first and the last. */
export function bridgeLines(row: BridgeRow): BridgeLine[] {
  const { currency } = row;
  const lines = BRIDGE.flatMap(([part, label]): BridgeLine[] => {
    const isSum = part === "won" || part === "invoiced";
    if (part !== "other") return [{ label, amount: row[part], currency, isSum }];
    return OTHER_PARTS.map((one) => ({
      ...{ label: OTHER[one], amount: row.other_parts[one], currency, isSum },
    }));
  });
  return lines.filter(({ amount, isSum }) => isSum || !amount.isZero());
}

export const mismatches = (count: number) => counted(count, "mismatch", "mismatches");

export const verdictOf = ({ since, until }: Period, count: number) =>
  `${count === 0 ? "Everything matches" : mismatches(count)} from ${since} to ${until}.`;

/** `shown`: the findings that are listed, where --limit leaves some out. */
export function bridgeText(
  { period, bridge, findings, notChecked, accepted }: CheckResult,
  paint: Paint,
  shown: readonly Finding[] = findings,
): string {
  const lines = bridge.flatMap((row) => [
    "",
    ...bridgeLines(row).map(({ label, amount, currency, isSum }) => {
      const sum = money(amount, currency).padStart(20);
      return isSum ? `${paint.bold(sum)}  ${label}` : `${sum}    ${label}`;
    }),
  ]);
  const acceptedNote = accepted.length === 0 ? "" : ` ${accepted.length} accepted (--accepted).`;
  return [
    `${verdictOf(period, findings.length)}${acceptedNote}`,
    ...lines,
    ...(shown.length > 0 ? ["", ...shown.flatMap(nextLines), ""] : []),
    ...(shown.length < findings.length
      ? [`${findings.length - shown.length} more: give --limit a larger number.`, ""]
      : []),
    ...(notChecked.length > 0 ? ["", ...notChecked.map(notCheckedLine), ""] : []),
  ].join("\n");
}

const nextLines = (finding: Finding) => [
  `${finding.kind}  ${aboutText(finding)}`,
  `  ${clean(finding.why)}${figuresText(finding)}`,
  `  ${finding.next}`,
];

function aboutText({ deal, invoices }: Finding): string {
  if (deal) return `Deal ${deal.id}, "${clean(deal.title)}"`;
  return `${invoices.length === 1 ? "Invoice" : "Invoices"} ${clean(invoices.map(invoiceName).join(", "))}`;
}

function figuresText({ expected, found, currency }: Finding): string {
  if (expected === null || found === null) return "";
  return ` Expected ${money(expected, currency)}, found ${money(found, currency)}.`;
}

export const notCheckedLine = ({ deal, why }: CheckResult["notChecked"][number]) =>
  `Deal ${deal.id}, "${clean(deal.title)}", was not checked for later cycles: ${why}`;
