/** From what the flags say to what is asked of the invoice: lines and installments found in the deal, terms in the books. */

import type { TaxCode, Term } from "../../domain/books.ts";
import { PdqbError } from "../../domain/errors.ts";
import { laterCycle } from "../../domain/invoice/billed.ts";
import { WHOLE_DEAL } from "../../domain/invoice/marker.ts";
import { type Decimal, ZERO } from "../../domain/money/money.ts";
import type { InvoiceRequest, PartRequest } from "../../domain/plan/invoice-request.ts";
import { sharePart } from "../billing/which-invoice.ts";
import { findTaxCode, findTerm, percentOf } from "../books/match-books.ts";
import type { CreateInput, PartInput } from "./create-input.ts";
import type { DealFacts } from "./deal-facts.ts";

/** Throws usage for a line or an installment that the deal does not have, not_found for a term. */
export function resolveRequest(
  facts: DealFacts,
  books: { terms: Term[]; taxCodes: TaxCode[]; isUs: boolean },
  input: CreateInput,
): InvoiceRequest {
  const { terms: termName, part, skipLines, changes, extraLines, fromValue, ...same } = input;
  const term = termName === undefined ? undefined : findTerm(books.terms, termName);
  const lineChanges: InvoiceRequest["lineChanges"] = new Map();
  for (const { line, item: _item, ...change } of changes) {
    const at = linePosition(facts, line);
    lineChanges.set(at, { ...lineChanges.get(at), ...change });
  }
  const request = {
    ...same,
    term,
    lineChanges,
    extraLines: extraLines.map(({ item: _item, ...extra }) => extra),
    skipLines: skipLines.map((line) => linePosition(facts, line)),
    part: part && resolvePart(facts, part),
    fromValue: fromValue ? { taxPercent: valuePercent(facts, books, input) } : undefined,
  };
  return Object.fromEntries(
    Object.entries(request).filter(([, value]) => value !== undefined),
  ) as InvoiceRequest;
}

/** A deal's value does not say whether it holds tax, nor which: outside the US both are to be named. */
function valuePercent(
  { lines, deal }: DealFacts,
  { taxCodes, isUs }: { taxCodes: TaxCode[]; isUs: boolean },
  { tax, taxCode }: CreateInput,
): Decimal {
  if (lines.length > 0) {
    throw new PdqbError(
      "usage",
      `--from-value is for a deal without lines; deal ${deal.id} has ${lines.length}.`,
    );
  }
  if (taxCode !== undefined) return percentOf(findTaxCode(taxCodes, taxCode));
  if (isUs || tax === "none") return ZERO;
  throw new PdqbError("usage", "--from-value needs to know the tax of the deal's value.", {
    reason: "A value without lines has neither a tax method nor a percent.",
    next: ["--tax exclusive --tax-code <code>", "--tax none"],
  });
}

/** Position of a line, given as such or as `id:55310`. */
export function linePosition({ lines, deal }: DealFacts, reference: string): number {
  const id = /^id:(\d+)$/.exec(reference)?.[1];
  const found =
    id === undefined ? Number(reference) : lines.findIndex((line) => line.id === Number(id)) + 1;
  if (Number.isInteger(found) && lines[found - 1]) return found;
  throw new PdqbError("usage", `Deal ${deal.id} has no line "${reference}".`, {
    reason: `Its lines are 1 to ${lines.length}; a line is also id: and its id in Pipedrive.`,
  });
}

function resolvePart(facts: DealFacts, part: PartInput): PartRequest {
  switch (part.kind) {
    case "lines": {
      const positions = part.lines.map((line) => linePosition(facts, line));
      return { kind: "lines", positions: [...new Set(positions)].sort((a, b) => a - b) };
    }
    case "installment":
      return { kind: "installment", position: installmentPosition(facts, part.installment) };
    default:
      return part;
  }
}

function installmentPosition({ installments, deal }: DealFacts, reference: string): number {
  const id = /^id:(\d+)$/.exec(reference)?.[1];
  const found =
    id === undefined
      ? Number(reference)
      : installments.findIndex((one) => one.id === Number(id)) + 1;
  if (Number.isInteger(found) && installments[found - 1]) return found;
  throw new PdqbError("usage", `Deal ${deal.id} has no installment "${reference}".`, {
    reason:
      installments.length === 0
        ? "It has none: Pipedrive's plan may not include them."
        : `It has ${installments.length}; one is its position by date from 1, or id: and Pipedrive's id.`,
  });
}

/** The part of the invoice's key (docs/design.md 7): the installment's id, the sorted line ids, a later cycle, the rest, or a number. */
export function partOfKey(facts: DealFacts, input: CreateInput): string {
  const { part, recurring = 1 } = input;
  if (recurring > 1) return laterCycle(recurring);
  const request = part && resolvePart(facts, part);
  switch (request?.kind) {
    case "lines": {
      const ids = request.positions.map((position) => facts.lines[position - 1]?.id ?? 0);
      return `lines:${ids.sort((a, b) => a - b).join(",")}`;
    }
    case "installment":
      return `installment:${facts.installments[request.position - 1]?.id ?? 0}`;
    case "rest":
      return "rest";
    case "percent":
    case "amount":
      return sharePart(input.partNumber ?? 1);
    default:
      return WHOLE_DEAL;
  }
}
