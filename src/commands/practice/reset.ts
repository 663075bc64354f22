import { flag } from "../../cli/command.ts";
import { defineCommand } from "../context.ts";

export const practiceReset = defineCommand({
  name: "reset",
  summary: "Put the practice books back to their first day",
  description: "All practice invoices are gone after it; the ledger's links to them are not.",
  effect: "local",
  flags: {
    company: flag.choice("Which believable company", ["nordic", "us"]),
    yes: flag.switch("Do not ask"),
  },
  examples: ["pdqb practice reset --company us --yes"],
  async run({ ports, show, ask }, { flags }) {
    await ask.confirmOrStop("Throw away everything in the practice books?", {
      flag: "--yes",
      given: flags.yes,
    });
    await ports.practice.reset(flags.company);
    await show({
      json: { outcome: "reset", company: flags.company ?? null },
      text: () => "The practice books are as on their first day.\n",
      note: "Next: pdqb practice start (connects again)",
    });
  },
});
