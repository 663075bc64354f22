/** Which part of a deal an invoice bills, and how its key names that part. */
import type { DealFacts } from "../../domain/deal/deal.ts";
import { PdqbError } from "../../domain/errors.ts";
import { laterCycle, sharePart } from "../../domain/invoice/billed.ts";
import { WHOLE_DEAL } from "../../domain/invoice/marker.ts";
import type { PartRequest } from "../../domain/plan/invoice-request.ts";
import type { CreateInput, PartInput } from "./create-input.ts";

/** With positions in place of ids. Throws usage for a line or an installment that the deal does not have. */
export function resolvePart(facts: DealFacts, part: PartInput): PartRequest {
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
