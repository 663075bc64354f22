/**
 * What a create asks to bill of a deal: lines and installments found in the deal, terms in the books, and all of it as text, since the same
 * key with another text is another request, never the same invoice.
 */
import type { DealLine } from "../../domain/deal/deal.ts";
import { PdqbError } from "../../domain/errors.ts";
import { type Decimal, ZERO } from "../../domain/money/money.ts";
import type { InvoiceRequest } from "../../domain/plan/invoice-request.ts";
import { isUs } from "../../domain/plan/line-tax.ts";
import type { PlanFacts } from "../../domain/plan/plan-facts.ts";
import type { WhichInvoice } from "../billing/which-invoice.ts";
import { findTaxCode, findTerm, percentOf } from "../books/match-books.ts";
import type { CreateInput } from "./create-input.ts";
import { linePosition, partOfKey, resolvePart } from "./deal-part.ts";

/** `part`: of the invoice's key. */
type DealRequest = { request: InvoiceRequest; text: string; part: string };

/** What is asked, and which invoice that is about. `same`: the one that the same request made, if it is there. */
export type Decision = WhichInvoice & { asked: DealRequest; same: WhichInvoice["existing"] };

/** What the flags ask to bill, resolved and as text. Throws usage, not_found. */
export function dealRequest(facts: PlanFacts, input: CreateInput): DealRequest {
  const request = resolveRequest(facts, input);
  return { request, text: requestText(facts.lines, request), part: partOfKey(facts, input) };
}

/** Throws usage for a line or an installment that the deal does not have, not_found for a term. */
function resolveRequest(facts: PlanFacts, input: CreateInput): InvoiceRequest {
  const { terms: termName, part, skipLines, changes, extraLines, fromValue, ...same } = input;
  const term = termName === undefined ? undefined : findTerm(facts.terms, termName);
  const lineChanges: InvoiceRequest["lineChanges"] = new Map();
  for (const { line, item: _item, ...change } of changes) {
    const at = linePosition(facts, line);
    lineChanges.set(at, { ...lineChanges.get(at), ...change });
  }
  const request = {
    ...same,
    term,
    lineChanges,
    extraLines: extraLines.map(({ item: _item, create: _create, ...extra }) => extra),
    skipLines: skipLines.map((line) => linePosition(facts, line)),
    part: part && resolvePart(facts, part),
    fromValue: fromValue ? { taxPercent: valuePercent(facts, input) } : undefined,
  };
  return Object.fromEntries(
    Object.entries(request).filter(([, value]) => value !== undefined),
  ) as InvoiceRequest;
}

/** A deal's value does not say whether it holds tax, nor which: outside the US both are to be named. */
function valuePercent(facts: PlanFacts, { tax, taxCode }: CreateInput): Decimal {
  const { lines, deal, taxCodes } = facts;
  if (lines.length > 0) {
    throw new PdqbError(
      "usage",
      `--from-value is for a deal without lines; deal ${deal.id} has ${lines.length}.`,
    );
  }
  if (taxCode !== undefined) return percentOf(findTaxCode(taxCodes, taxCode));
  if (isUs(facts) || tax === "none") return ZERO;
  throw new PdqbError("usage", "--from-value needs to know the tax of the deal's value.", {
    reason: "A value without lines has neither a tax method nor a percent.",
    next: ["--tax exclusive --tax-code <code>", "--tax none"],
  });
}

/** Empty for the deal as it is. Lines by their ids, so that their order in the deal does not count. */
function requestText(lines: DealLine[], request: InvoiceRequest): string {
  const { part, discount, skipLines = [], lineChanges, extraLines = [], tax, fromValue } = request;
  const idOf = (position: number) => lines[position - 1]?.id ?? position;
  const asked = {
    part: part && partOf(part, idOf),
    discount: discount && `${discount.amount.toFixed()} ${discount.type}`,
    skip: skipLines.length > 0 ? skipLines.map(idOf).sort((a, b) => a - b) : undefined,
    change:
      lineChanges && lineChanges.size > 0
        ? [...lineChanges].map(([at, { quantity, price }]) => [
            idOf(at),
            quantity?.toFixed() ?? null,
            price?.toFixed() ?? null,
          ])
        : undefined,
    add:
      extraLines.length > 0
        ? extraLines.map(({ quantity, price }) => [quantity.toFixed(), price.toFixed()])
        : undefined,
    tax,
    value: fromValue ? true : undefined,
  };
  const text = JSON.stringify(asked);
  return text === "{}" ? "" : text;
}

function partOf(part: NonNullable<InvoiceRequest["part"]>, idOf: (position: number) => number) {
  switch (part.kind) {
    case "percent":
      return `${part.percent.toFixed()} %`;
    case "amount":
      return part.net.toFixed();
    case "lines":
      return part.positions.map(idOf).sort((a, b) => a - b);
    default:
      return part.kind;
  }
}
