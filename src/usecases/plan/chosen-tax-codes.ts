import type { TaxCode } from "../../domain/books.ts";
import type { TaxMethod } from "../../domain/deal/deal.ts";
import type { BillableLine } from "../../domain/deal/line-money.ts";
import type { CustomerId } from "../../domain/ids.ts";
import { plainText } from "../../domain/money/money.ts";
import type { PlanChoices } from "../../domain/plan/plan-facts.ts";
import { singleMatch, taxCandidates } from "../books/match-books.ts";
import type { Answers, FlagChoices } from "./create-input.ts";
import type { PlanReading } from "./plan-reading.ts";

/** The percents of the lines, each once; "0" alone where the deal is free of tax. */
export function taxPercents(billed: BillableLine[], tax: TaxMethod | undefined): string[] {
  if ((tax ?? billed[0]?.line.taxMethod) === "none") return ["0"];
  return [...new Set(billed.map(({ line }) => plainText(line.taxPercent)))];
}

/** A code for each percent, and the others of that percent where a link decided. */
export function chosenTaxCodes(
  { taxLinks, books, setting }: PlanReading,
  percents: string[],
  chosen: { flags: FlagChoices; answers: Answers; customerId: CustomerId | null },
): Required<Pick<PlanChoices, "taxCodes" | "otherTaxCodes">> {
  const taxCodes = new Map<string, TaxCode>();
  const otherTaxCodes = new Map<string, TaxCode[]>();
  const linked = (percent: string, customerId: CustomerId | null) => {
    const link = taxLinks.find((one) => one.percent === percent && one.customerId === customerId);
    // One that was made inactive is no longer to be used: another has to be linked.
    return books.taxCodes.find(({ id, active }) => active && id === link?.taxCodeId);
  };
  for (const percent of percents) {
    const candidates = taxCandidates(books.taxCodes, percent);
    const own =
      chosen.flags.taxCode ??
      chosen.answers.taxCodes.get(percent) ??
      (chosen.customerId === null ? undefined : linked(percent, chosen.customerId));
    const shared = own ? undefined : linked(percent, null);
    // Never a code of 0 % unasked: zero-rated and exempt are not the same to the tax office.
    const isTaken = setting("match.tax") === "exact" && percent !== "0";
    const hasLink = taxLinks.some((one) => one.percent === percent && one.customerId === null);
    const code = own ?? shared ?? (isTaken && !hasLink ? singleMatch(candidates) : undefined);
    if (code) taxCodes.set(percent, code);
    const others = candidates.filter(({ id }) => id !== shared?.id);
    if (shared && others.length > 0) otherTaxCodes.set(percent, others);
  }
  return { taxCodes, otherTaxCodes };
}
