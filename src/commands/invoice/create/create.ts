import { flag } from "../../../cli/command.ts";
import { defineCommand } from "../../context.ts";
import { createFlags } from "../../details/create-flags.ts";

export const invoiceCreate = defineCommand({
  name: "create",
  summary: "Create a QuickBooks invoice from a deal, exactly once",
  effect: "writes",
  arguments: [
    {
      name: "deal",
      summary: "Its id or Pipedrive address; the same as --deal",
      required: false,
      names: "deals",
      many: true,
    },
  ],
  description: `Several deals (1 2 3, or --deal 1,2,3, or rows of --from) are a run: planned and shown
together, created after one confirmation, and listed by "pdqb run list".`,
  flags: {
    ...createFlags,
    from: flag.text("Deals from a CSV with the column deal, and flags of this command", {
      value: "file",
    }),
  },
  fields: [
    ...["outcome", "invoice", "plan", "remembered", "warnings"],
    ...["run", "deals", "missing", "calls"],
  ],
  examples: [
    "pdqb invoice create 123",
    "pdqb invoice create --deal 123 --dry-run",
    "pdqb invoice create --deal 123 --yes --json",
    "pdqb invoice create 123 124 125",
    "pdqb invoice create --from november.csv --dry-run",
  ],
  // What it works with is most of the program: the other verbs of the noun start without it.
  async run(context, input) {
    const { runCreate } = await import("./run-create.ts");
    await runCreate(context, input);
  },
});
