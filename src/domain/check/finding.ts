/** Mismatches between won deals and issued invoices. */
import type { CalendarDate } from "../calendar-date.ts";
import type { Invoice } from "../invoice/invoice.ts";
import type { CurrencyCode, Decimal } from "../money/money.ts";
import { shellWord } from "../shell-word.ts";

export const FINDING_KINDS = [
  "in_doubt",
  "shared_marker",
  "not_billed",
  "partly_billed",
  "billed_twice",
  "over_billed",
  "amount_differs",
  "currency_differs",
  "customer_differs",
  "cancelled",
  "deal_lost",
  "deal_gone",
  "no_deal",
  "shared_number",
  "written_back_wrong",
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** Amounts are net and in `currency`; null where the kind is not about an amount. `why`: in a sentence. */
export type Finding = {
  kind: FindingKind;
  deal: { id: number; title: string } | null;
  invoices: readonly Pick<Invoice, "id" | "number">[];
  currency: CurrencyCode;
  expected: Decimal | null;
  found: Decimal | null;
  why: string;
  next: string;
};

/** A deal of which nobody can say what is due, and why. */
export type NotChecked = { deal: { id: number; title: string }; why: string };

export type Period = { since: CalendarDate; until: CalendarDate };

export const isIn = ({ since, until }: Period, day: CalendarDate) => day >= since && day <= until;

/** A mismatch that a person has accepted. It comes back when its figures change. */
export type Accepted = {
  kind: FindingKind;
  /** `deal:12` or `invoice:3120`. */
  about: string;
  expected: string | null;
  found: string | null;
  reason: string;
  by: string;
  at: string;
};

/** What a row is about: its deal, else its first invoice. */
export function aboutOf({ deal, invoices }: Pick<Finding, "deal" | "invoices">): string {
  return deal ? `deal:${deal.id}` : `invoice:${invoices[0]?.id ?? ""}`;
}

export function isAccepted(finding: Finding, accepted: readonly Accepted[]): boolean {
  const { kind, expected, found } = finding;
  return accepted.some(
    (one) =>
      one.kind === kind &&
      one.about === aboutOf(finding) &&
      one.expected === (expected?.toFixed() ?? null) &&
      one.found === (found?.toFixed() ?? null),
  );
}

/** The command that accepts a mismatch. */
export function acceptCommand(
  finding: Pick<Finding, "kind" | "deal" | "invoices">,
  { since, until }: Period,
  reason: string,
): string {
  const { kind, deal, invoices } = finding;
  const about = deal ? `--deal ${deal.id}` : `--invoice id:${invoices[0]?.id ?? ""}`;
  return `pdqb check --since ${since} --until ${until} --accept ${kind} ${about} --reason ${shellWord(reason)}`;
}

/** Voids an unpaid invoice; a paid one stays, and the mismatch is accepted. */
export function undoCommand(
  finding: Pick<Finding, "kind" | "deal" | "invoices">,
  invoice: Invoice,
  period: Period,
): string {
  if (invoice.balance.lt(invoice.total)) return acceptCommand(finding, period, "Already paid");
  return `pdqb invoice void id:${invoice.id}`;
}
