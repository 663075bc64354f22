/** Which lines an invoice has before any amount is worked out: those of the deal that are billed, changed or left out, and extra ones. */

import type { Problem } from "../errors.ts";
import { decimal, plainText, ZERO } from "../money/money.ts";
import type { LeftOutLine } from "../plan/invoice-plan.ts";
import type { ExtraLine, InvoiceRequest, LineChange } from "../plan/invoice-request.ts";
import type { Deal, DealLine } from "./deal.ts";
import type { BillableLine } from "./line-money.ts";
import { cycleText, isOver, isRecurring } from "./recurring.ts";

export type BillableLines = {
  lines: BillableLine[];
  leftOut: LeftOutLine[];
  problems: Problem[];
};

export function billableLines(
  { deal, lines }: { deal: Deal; lines: DealLine[] },
  request: InvoiceRequest,
): BillableLines {
  const result: BillableLines = { lines: [], leftOut: [], problems: [] };
  for (const [position, line] of numbered(lines)) {
    const reason = whyLeftOut(line, position, request);
    if (reason) result.leftOut.push({ line: position, lineId: line.id, text: line.name, reason });
    else if (isRecurring(line) && request.recurring === undefined && isWanted(position, request))
      result.problems.push(recurringProblem(line, position));
    else if (!isRecurring(line) || request.recurring !== undefined)
      result.lines.push(onDeal(line, position, request));
  }
  if (lines.length === 0 && request.fromValue) result.lines.push(fromValue(deal, request));
  const next = Math.max(lines.length, result.lines.length) + 1;
  request.extraLines?.forEach((extra, index) => {
    result.lines.push(extraLine(extra, next + index, { deal, before: result.lines, request }));
  });
  if (result.lines.length === 0 && result.problems.length === 0)
    result.problems.push(noLines(lines));
  return result;
}

function numbered(lines: DealLine[]): [number, DealLine][] {
  return lines.map((line, index) => [index + 1, line]);
}

function whyLeftOut(
  line: DealLine,
  position: number,
  { skipLines = [], recurring = 1 }: InvoiceRequest,
): string | undefined {
  if (!line.isEnabled) return "disabled in Pipedrive, so it is not part of the deal's value";
  if (skipLines.includes(position)) return "as asked";
  if (recurring > 1 && !isRecurring(line)) return "one-time, so it belongs to the first cycle";
  if (isRecurring(line) && isOver(line, recurring)) return `it has ${line.billingCycles} cycles`;
  return undefined;
}

/** A part that names its lines does not ask about the others. */
function isWanted(position: number, { part }: InvoiceRequest): boolean {
  return part?.kind !== "lines" || part.positions.includes(position);
}

function onDeal(line: DealLine, position: number, request: InvoiceRequest): BillableLine {
  const change = request.lineChanges?.get(position) ?? {};
  const own = line.comments ? `${fullName(line)}\n${line.comments}` : fullName(line);
  const cycle = isRecurring(line) ? `\n${cycleText(line, request.recurring ?? 1)}` : "";
  return {
    position,
    line: changed(line, change),
    text: change.text ?? `${own}${cycle}`,
    isOnDeal: true,
  };
}

/** What customers tell the variations of a product apart by, unless the line says it already. */
function fullName({ name, variationName = "" }: DealLine): string {
  const isSaid = name.toLowerCase().includes(variationName.toLowerCase());
  return isSaid ? name : `${name}, ${variationName}`;
}

/** Pipedrive's sum is of the line as it was, so a changed one has none. */
function changed(line: DealLine, { quantity, price }: LineChange): DealLine {
  if (!quantity && !price) return line;
  return { ...line, quantity: quantity ?? line.quantity, price: price ?? line.price, sum: null };
}

function fromValue(deal: Deal, request: InvoiceRequest): BillableLine {
  const line = {
    ...plainLine(deal, deal.title, request.tax ?? "exclusive"),
    taxPercent: request.fromValue?.taxPercent ?? ZERO,
  };
  return {
    position: 1,
    line: { ...line, price: deal.value ?? ZERO },
    text: deal.title,
    isOnDeal: true,
  };
}

function extraLine(
  extra: ExtraLine,
  position: number,
  { deal, before, request }: { deal: Deal; before: BillableLine[]; request: InvoiceRequest },
): BillableLine {
  const percents = new Set(before.map(({ line }) => plainText(line.taxPercent)));
  const [shared] = percents.size === 1 ? percents : [];
  const method = request.tax ?? before[0]?.line.taxMethod ?? "exclusive";
  const line = {
    ...plainLine(deal, extra.text.split("\n")[0] ?? "", method),
    price: extra.price,
    quantity: extra.quantity,
    taxPercent: extra.taxPercent ?? decimal(shared ?? 0),
  };
  return { position, line, text: extra.text, isOnDeal: false };
}

function plainLine(deal: Deal, name: string, taxMethod: DealLine["taxMethod"]): DealLine {
  return {
    id: 0,
    productId: null,
    variationId: null,
    name,
    comments: "",
    price: ZERO,
    quantity: decimal(1),
    discount: ZERO,
    discountType: "percentage",
    taxPercent: ZERO,
    taxMethod,
    sum: null,
    currency: deal.currency,
    isEnabled: true,
    billingFrequency: "one-time",
    billingCycles: null,
    billingStart: null,
  };
}

function recurringProblem(line: DealLine, position: number): Problem {
  return {
    code: "recurring_lines",
    message: `Line ${position}, "${line.name}": it recurs (${line.billingFrequency}), and an invoice covers one cycle: bill one, or leave the line out (--skip-line ${position}).`,
    next: "--recurring 1",
    line: position,
  };
}

function noLines(lines: DealLine[]): Problem {
  return lines.length === 0
    ? {
        code: "no_lines",
        message:
          "The deal has no product lines: add them in Pipedrive, or bill its value as one line.",
        next: "--from-value --item <item>",
      }
    : {
        code: "no_lines",
        message:
          "No line of the deal is left to invoice: enable its lines in Pipedrive, or leave fewer out.",
        next: "",
        without: ["skip-line"],
      };
}
