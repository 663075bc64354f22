import { defineCommand } from "../context.ts";
import { createInput } from "../details/create-input.ts";
import { dealId } from "../details/deal-reference.ts";
import { dealViewText } from "../views/deal.ts";
import { dealViewJson } from "../views/deal-json.ts";

export const dealView = defineCommand({
  name: "view",
  summary: "Show one deal: its lines, what is billed, what comes next",
  description: `What is billed is as QuickBooks has it now; what would be billed next is what
invoice create would show, without a change of either service.`,
  effect: "reads",
  arguments: [
    { name: "deal", summary: "Its id or Pipedrive address", required: true, names: "deals" },
  ],
  flags: {},
  examples: ["pdqb deal view 123", "pdqb deal view 123 --json"],
  async run({ ports, connected, progress, show, today }, { args: [text = ""] }) {
    const profile = await connected();
    const id = dealId(text, profile);
    const { viewDeal } = await import("../../usecases/plan/open-planner.ts");
    const view = await progress.during(`Reading deal ${id}`, () =>
      viewDeal(ports, profile, createInput({}, id)),
    );
    const shown = { view, profile, today: await today() };
    await show({
      json: dealViewJson(shown),
      text: (paint) => dealViewText(shown, paint),
    });
  },
});
