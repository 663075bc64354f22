/** What no item or no tax code is linked to: one problem for each product and each percent, since one link mends all its lines. */

import type { Problem, Warning } from "../errors.ts";
import { grouped } from "../grouped.ts";
import type { PlanLine } from "./invoice-plan.ts";
import type { PlanChoices } from "./plan-facts.ts";

/** `relink`: the command by which the line's item is chosen, null where it has one. `untaxed`: its percent, where no code is linked. */
export type MissingLinks = { relink: string | null; untaxed: string | null };

type Lacking = { line: Pick<PlanLine, "line" | "productName"> } & MissingLinks;

export function missingLinks(lines: Lacking[]): Problem[] {
  const items = eachOnce(lines, ({ relink }) => relink).map(
    ([next, first, where]): Problem => ({
      code: "unlinked_item",
      message: `${where}: no QuickBooks item is linked to "${first.line.productName}".`,
      next,
      line: first.line.line,
    }),
  );
  const taxes = eachOnce(lines, ({ untaxed }) => untaxed).map(
    ([percent, , where]): Problem => ({
      code: "unlinked_tax",
      message: `${where}: no tax code is linked to ${percent} %.`,
      next: `pdqb tax link ${percent} --code <code>`,
      percent,
    }),
  );
  return [...items, ...taxes];
}

/** By key, each with its first line and `Line 2 and 3 more`. */
function eachOnce(
  lines: Lacking[],
  keyOf: (line: Lacking) => string | null,
): [string, Lacking, string][] {
  return [...grouped(lines, keyOf)].flatMap(
    ([key, [first, ...more]]): [string, Lacking, string][] => {
      if (!first) return [];
      const rest = more.length === 0 ? "" : ` and ${more.length} more`;
      return [[key, first, `Line ${first.line.line}${rest}`]];
    },
  );
}

/** A code for all customers, where other codes have the same percent: export and exempt are both 0 %. */
export function severalTaxCodes({ taxCodes, otherTaxCodes, customer }: PlanChoices): Warning[] {
  const whose = customer && "id" in customer ? ` --customer ${customer.id}` : "";
  return [...(otherTaxCodes ?? [])].map(([percent, others]) => {
    const name = taxCodes.get(percent)?.name ?? "";
    const listed = others.map((code) => `"${code.name}" (id ${code.id})`).join(", ");
    const [first] = others;
    return {
      code: "several_tax_codes",
      percent,
      message: `${percent} % is taken to mean "${name}", as for every customer; ${listed} ${others.length === 1 ? "has" : "have"} the same percent. For this customer alone: pdqb tax link ${percent} --code ${first?.id ?? "<code>"}${whose}`,
    };
  });
}
