/**
 * A part of a deal (docs/design.md 7 and 9): the nets of all parts sum to the deal's exactly, line by line, since each part is shared out
 * over what is left and the last takes the rest. Parts go out net, also of a deal whose prices include tax; tax is per document.
 */

import type { Problem } from "../errors.ts";
import { type BilledPart, billedOf, billedOfRemoved } from "../invoice/billed.ts";
import { bareWords } from "../money/amount-words.ts";
import {
  amountText,
  type CurrencyCode,
  type Decimal,
  plainText,
  smallestAmount,
  sum,
  toBookable,
  toCents,
  ZERO,
} from "../money/money.ts";
import { shareOut } from "../money/share-out.ts";
import type { PartRequest } from "../plan/invoice-request.ts";
import { shellWord } from "../shell-word.ts";
import type { Installment } from "./deal.ts";

/** Any priced line of the deal, with its id. */
type WholeLine = { position: number; lineId: number; net: Decimal };

export type Part = {
  /** `30 %`, `lines 1, 3`, `installment 2 of 3`, `the rest`. */
  share: string;
  /** Net of each line of the part, by position; lines that are not in it are absent. */
  nets: Map<number, Decimal>;
  /** True where lines go out as they are, not as shares of themselves. */
  isWholeLines: boolean;
  problems: Problem[];
};

export type PartFacts = {
  whole: WholeLine[];
  /** Ids of all lines that the deal has and counts, those that this invoice leaves out too. */
  lineIds: number[];
  /** Tax included, as Pipedrive reckons; what installments may sum to. */
  withTax: Decimal;
  billed: BilledPart[];
  installments: Installment[];
  currency: CurrencyCode;
  /** More than the deal is meant. */
  isMoreMeant: boolean;
};

/** What the deal still has to bill, line by line and in all: nets of removed lines are billed too, and lines do not pay back. */
function leftOf({ whole, lineIds, billed }: Pick<PartFacts, "whole" | "lineIds" | "billed">): {
  lines: WholeLine[];
  net: Decimal;
} {
  const removed = billedOfRemoved(lineIds, billed);
  const open = whole.map((line) => ({
    ...line,
    net: line.net.minus(billedOf(line.lineId, billed)),
  }));
  const net = sum(open.map((line) => line.net)).minus(removed);
  const isOverbilled = (line: WholeLine, index: number) =>
    !line.net.isZero() && line.net.isNegative() !== whole[index]?.net.isNegative();
  return {
    lines: open.map((line, index) => (isOverbilled(line, index) ? { ...line, net: ZERO } : line)),
    net,
  };
}

export function takePart(part: PartRequest, facts: PartFacts): Part {
  const left = leftOf(facts);
  const unknown = facts.billed.find(({ billed }) => billed === null);
  if (unknown && !facts.isMoreMeant) return failed(part, facts, unknownShare(unknown));
  if (part.kind === "lines") return namedLines(part.positions, left, facts);
  const rest = left.net;
  const target = targetOf(part, rest, facts);
  if ("problem" in target) return failed(part, facts, target.problem);
  const isMore = target.net.greaterThan(rest) || !rest.greaterThan(0);
  if (isMore && !facts.isMoreMeant) return failed(part, facts, overBilled(target.net, rest));
  const base = isMore ? facts.whole : left.lines;
  const shares = shareOut(
    target.net,
    base.map(({ net }) => net),
    facts.currency,
  );
  const nets = new Map<number, Decimal>();
  base.forEach(({ position }, index) => {
    const share = shares[index] ?? ZERO;
    if (!share.isZero()) nets.set(position, share);
  });
  return { share: partText(part, facts), nets, isWholeLines: false, problems: [] };
}

/** Within the smallest amount for each part before it, a part is the last one: it takes the rest. */
function targetOf(
  part: Exclude<PartRequest, { kind: "lines" }>,
  rest: Decimal,
  facts: PartFacts,
): { net: Decimal } | { problem: Problem } {
  const whole = sum(facts.whole.map(({ net }) => net));
  const orRest = (net: Decimal) => {
    const slack = smallestAmount(facts.currency).times(facts.billed.length);
    return { net: net.minus(rest).abs().lte(slack) ? rest : net };
  };
  switch (part.kind) {
    case "percent":
      return orRest(toBookable(whole.times(part.percent).dividedBy(100), facts.currency));
    case "amount":
      return { net: toBookable(part.net, facts.currency) };
    case "rest":
      return { net: rest };
    case "installment": {
      const net = installmentNet(part.position, whole, facts);
      return "problem" in net ? net : orRest(net.net);
    }
  }
}

/** Installments split the deal's net or its total; their own sum tells which (docs/pipedrive.md 4.6). */
function installmentNet(
  position: number,
  whole: Decimal,
  { installments, withTax, currency }: PartFacts,
): { net: Decimal } | { problem: Problem } {
  const amounts = installments.map(({ amount }) => amount);
  const all = sum(amounts);
  const isNet = agrees(all, whole);
  if (!isNet && !agrees(all, withTax)) {
    return {
      problem: {
        code: "unclear_installments",
        message: `The installments sum to ${bareWords(all)}, the deal to ${bareWords(whole)} net and ${bareWords(toCents(withTax))} with tax: correct them in Pipedrive, or bill another part.`,
        next: "--percent <percent>",
      },
    };
  }
  const amount = amounts[position - 1];
  if (!amount) {
    return {
      problem: {
        code: "unclear_installments",
        message: `The deal has ${installments.length} installments, and no ${position}.`,
        ...(installments.length > 0
          ? { next: "--installment 1" }
          : { next: "", without: ["installment"] }),
      },
    };
  }
  return { net: shareOut(whole, amounts, currency)[position - 1] ?? ZERO };
}

function agrees(one: Decimal, other: Decimal): boolean {
  return one.minus(other).abs().lte(0.005);
}

function namedLines(positions: number[], left: ReturnType<typeof leftOf>, facts: PartFacts): Part {
  const nets = new Map<number, Decimal>();
  const problems: Problem[] = [];
  for (const { position, lineId, net } of facts.whole) {
    if (!positions.includes(position)) continue;
    nets.set(position, net);
    const open = left.lines.find((line) => line.position === position)?.net ?? ZERO;
    if (open.equals(net) || facts.isMoreMeant) continue;
    const invoices = facts.billed
      .filter(({ billed }) => billed?.lines.some((line) => line.lineId === lineId))
      .map(({ invoice }) => invoice);
    problems.push({
      code: "over_billed",
      message: `Line ${position} is billed already, by invoice ${invoices.join(", ")}.`,
      next: left.net.greaterThan(0) ? "--rest" : "--again",
      line: position,
    });
  }
  const named = sum([...nets.values()]);
  const isMore = named.greaterThan(left.net) && !facts.isMoreMeant;
  if (isMore && problems.length === 0) problems.push(overBilled(named, left.net));
  const isWholeLines = true;
  return { share: partText({ kind: "lines", positions }, facts), nets, isWholeLines, problems };
}

function partText(part: PartRequest, { installments, billed }: PartFacts): string {
  switch (part.kind) {
    case "percent":
      return `${plainText(part.percent)} %`;
    case "amount":
      return `${amountText(part.net)} net`;
    case "lines":
      return `${part.positions.length === 1 ? "line" : "lines"} ${part.positions.join(", ")}`;
    case "installment": {
      const { description, billingDate } = installments[part.position - 1] ?? {};
      const details = [description, billingDate].filter(Boolean).join(", ");
      return `installment ${part.position} of ${installments.length}${details ? ` (${details})` : ""}`;
    }
    case "rest":
      return billed.length > 0 ? "the rest" : "all";
  }
}

function failed(part: PartRequest, facts: PartFacts, problem: Problem): Part {
  return {
    share: partText(part, facts),
    nets: new Map(),
    isWholeLines: false,
    problems: [problem],
  };
}

function overBilled(net: Decimal, rest: Decimal): Problem {
  return {
    code: "over_billed",
    message: rest.greaterThan(0)
      ? `${bareWords(net)} net is more than the ${bareWords(rest)} that is left of the deal.`
      : "Nothing is left of the deal: its invoices bill all of it.",
    next: rest.greaterThan(0) ? "--rest" : "--again",
  };
}

function unknownShare({ invoice }: BilledPart): Problem {
  return {
    code: "partly_billed",
    message: `Invoice ${invoice} belongs to the deal, but pdqb does not know how much of the deal it bills.`,
    next: `--again ${shellWord(invoice)}`,
  };
}

/** A create of the whole deal while parts of it are billed. */
export function partlyBilled(
  facts: Pick<PartFacts, "whole" | "lineIds" | "billed">,
): Problem | undefined {
  const parts = facts.billed.filter((one) => one.billed?.share !== null);
  const [first] = parts;
  if (!first) return undefined;
  const invoices = parts.map(
    (one) => `${one.invoice}${one.billed?.share ? ` (${one.billed.share})` : ""}`,
  );
  const unknown = parts.find((one) => one.billed === null);
  if (unknown) return unknownShare(unknown);
  return {
    code: "partly_billed",
    message: `The deal is billed in part, by invoice ${invoices.join(", ")}; ${bareWords(leftOf(facts).net)} net is left.`,
    next: "--rest",
  };
}
