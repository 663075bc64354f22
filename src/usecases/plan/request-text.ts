/** What a create asks to bill of a deal, as text: the same key with another text is another request, never the same invoice. */
import type { DealLine } from "../../domain/deal/deal.ts";
import type { InvoiceRequest } from "../../domain/plan/invoice-request.ts";
import { isUs } from "../../domain/plan/line-tax.ts";
import type { CreateInput } from "./create-input.ts";
import type { PlanReading } from "./plan-reading.ts";
import { resolveRequest } from "./resolve-request.ts";

export type DealRequest = { request: InvoiceRequest; text: string };

/** What the flags ask to bill, resolved and as text. Throws usage, not_found. */
export function dealRequest(
  { books, facts, planFacts }: PlanReading,
  input: CreateInput,
): DealRequest {
  const request = resolveRequest(facts, { ...books, isUs: isUs(planFacts) }, input);
  return { request, text: requestText(facts.lines, request) };
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
