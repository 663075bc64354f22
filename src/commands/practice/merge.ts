import { flag } from "../../cli/command.ts";
import { PdqbError } from "../../domain/errors.ts";
import { parseDealReference } from "../../domain/web-links.ts";
import { defineCommand } from "../context.ts";

export const practiceMerge = defineCommand({
  name: "merge",
  summary: "Merge a deal into another in the practice Pipedrive, as a salesperson would",
  description: "The deal is deleted; its lines, notes and files go to the other one.",
  effect: "local",
  arguments: [{ name: "deal", summary: "Deal to merge: its id or URL", required: true }],
  flags: { into: flag.text("Deal that stays", { value: "deal" }) },
  examples: ["pdqb practice merge 142 --into 145"],
  async run({ ports, show }, { args: [deal = ""], flags: { into } }) {
    if (into === undefined)
      throw new PdqbError("usage", "--into is needed: the deal that stays.", {
        next: [`pdqb practice merge ${deal} --into 145`],
      });
    const [from, to] = [idOf(deal), idOf(into)];
    await ports.practice.mergeDeals(from, to);
    await show({
      json: { outcome: "merged", deal: { id: to }, merged: { id: from } },
      text: () => `Deal ${from} is merged into deal ${to} in the practice Pipedrive.\n`,
      note: `Next: pdqb deal view ${to}`,
    });
  },
});

function idOf(text: string): number {
  const reference = parseDealReference(text);
  if (reference) return reference.id;
  throw new PdqbError("usage", `"${text}" is not a deal id or URL.`);
}
