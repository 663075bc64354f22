/** From what the flags say to what is asked of the invoice: lines and installments found in the deal, terms in the books. */

import type { TaxCode, Term } from "../../domain/books.ts";
import type { DealFacts } from "../../domain/deal/deal.ts";
import { PdqbError } from "../../domain/errors.ts";
import { type Decimal, ZERO } from "../../domain/money/money.ts";
import type { InvoiceRequest } from "../../domain/plan/invoice-request.ts";
import { findTaxCode, findTerm, percentOf } from "../books/match-books.ts";
import type { CreateInput } from "./create-input.ts";
import { linePosition, resolvePart } from "./deal-part.ts";

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
    extraLines: extraLines.map(({ item: _item, create: _create, ...extra }) => extra),
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
