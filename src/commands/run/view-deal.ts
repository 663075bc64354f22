import { clean } from "../../cli/format.ts";
import { PdqbError } from "../../domain/errors.ts";
import { planFromText } from "../../domain/plan/stored-plan.ts";
import type { Run, RunRow } from "../../domain/run/run.ts";
import type { Context } from "../context.ts";
import { planJson, planText } from "../views/plan.ts";
import { runJson, stateText } from "../views/run.ts";

/** The plan that was kept for review, not one that is made now. */
export async function showDeal(
  { ports, show }: Context,
  run: Run,
  rows: RunRow[],
  deal: number,
): Promise<void> {
  const own = rows.filter((row) => row.dealId === deal);
  if (own.length === 0)
    throw new PdqbError("not_found", `Run ${run.name} has no deal ${deal}.`, {
      next: [`pdqb run view ${run.name}`],
    });
  const texts = await Promise.all(own.map((row) => ports.ledger.runPlan(run.name, row.position)));
  const found = own.map((row, index) => {
    const text = texts[index];
    return { row, plan: text === undefined ? null : planFromText(text) };
  });
  await show({
    json: {
      ...runJson(run, own, null),
      plans: found.flatMap(({ plan }) => (plan ? [planJson(plan)] : [])),
    },
    text: (paint) =>
      found
        .map(({ row, plan }) => {
          const head = `Deal ${deal} in run ${run.name}: ${stateText(row.state)}`;
          const reason = row.error ? `\n${row.error.message} ${row.error.reason}` : "";
          const digest = plan && plan.problems.length === 0 ? `  Digest    ${plan.digest}\n` : "";
          const problems = row.problems
            .map(
              ({ message, next }) =>
                `${paint.red("✗")} ${clean(message)}\n  Next: ${clean(next)}\n`,
            )
            .join("");
          return `${head}${reason}\n${plan ? planText(plan, paint) + digest : ""}${problems}`;
        })
        .join("\n"),
  });
}
