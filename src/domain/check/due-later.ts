/** Installments and cycles that fell due after the deal's first invoice, and are not billed. */
import type { Deal, DealLine, Installment } from "../deal/deal.ts";
import { isRecurring } from "../deal/recurring.ts";
import { isLaterCycle, laterCycle } from "../invoice/billed.ts";
import { isPart, WHOLE_DEAL } from "../invoice/marker.ts";
import type { InvoiceLink } from "../ledger/ledger.ts";
import { type Decimal, sum, ZERO } from "../money/money.ts";
import { type DuePart, dueParts } from "../run/due-parts.ts";
import type { Finding, NotChecked, Period } from "./finding.ts";

type Part = Pick<InvoiceLink, "part" | "billed">;

/** It bills a cycle of recurring lines. */
export const isRecurringPart = ({ part, billed }: Part) =>
  isLaterCycle(part) || billed?.recurs === true;

/** Its deal has further parts, as far as its invoices tell. */
export const hasLaterParts = (link: Part) =>
  link.part.startsWith("installment:") || isRecurringPart(link);

export type LaterFacts = {
  deal: Deal;
  lines: DealLine[];
  installments: Installment[];
  /** Parts that have a live invoice. */
  billed: string[];
};

/** Undefined: nothing is due. */
export function dueLaterFinding(
  facts: LaterFacts,
  period: Period,
): { finding: Finding } | { notChecked: NotChecked } | undefined {
  const { deal, billed } = facts;
  const { parts, unclear } = dueParts({ ...facts, ...period });
  if (unclear !== null)
    return { notChecked: { deal: { id: deal.id, title: deal.title }, why: unclear } };
  const due = parts.filter((part) => !billed.some((one) => isPart(one, partOf(part))));
  const [first] = due;
  return first && { finding: findingOf(facts, first, due) };
}

function findingOf(facts: LaterFacts, first: DuePart, due: DuePart[]): Finding {
  const { deal } = facts;
  const { installment, recurring } = first.flags;
  const what = installment === undefined ? `Cycle ${recurring}` : "An installment";
  const more = due.length > 1 ? `, and ${due.length - 1} more since` : "";
  const flag =
    installment === undefined ? `--recurring ${recurring}` : `--installment ${installment}`;
  return {
    kind: "partly_billed",
    deal: { id: deal.id, title: deal.title },
    invoices: [],
    currency: deal.currency,
    expected: sum(due.map((part) => amountOf(part, facts))),
    found: ZERO,
    why: `${what} fell due on ${first.due} and is not billed${more}.`,
    next: `pdqb invoice create --deal ${deal.id} ${flag}`,
  };
}

function partOf({ flags: { installment, recurring } }: DuePart): string {
  if (typeof installment === "string") return `installment:${installment.slice("id:".length)}`;
  return Number(recurring) === 1 ? WHOLE_DEAL : laterCycle(Number(recurring));
}

function amountOf({ flags }: DuePart, { lines, installments }: LaterFacts): Decimal {
  const installment = installments.find(({ id }) => flags["installment"] === `id:${id}`);
  if (installment) return installment.amount;
  const recurring = lines.filter((line) => line.isEnabled && isRecurring(line));
  return sum(recurring.map((line) => line.sum ?? line.price.times(line.quantity)));
}
