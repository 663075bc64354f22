import { flag } from "../../cli/command.ts";
import { defineCommand } from "../context.ts";
import { companyFlag } from "./company-flag.ts";
import { connectPractice } from "./connect-practice.ts";

export const practiceReset = defineCommand({
  name: "reset",
  summary: "Put the practice books back to their first day",
  description:
    "All practice invoices are gone after it, and so are the links to them. No other books are touched.",
  effect: "local",
  flags: {
    company: companyFlag("Company to start with (default: the same)"),
    yes: flag.switch("Do not ask"),
  },
  examples: ["pdqb practice reset --company us --yes"],
  async run({ ports, practiceWorld, show, ask }, { flags }) {
    await ask.confirmOrStop("Throw away everything in the practice books?", {
      flag: "--yes",
      given: flags.yes,
    });
    await ports.practice.reset(flags.company);
    await connectPractice({ ports, practiceWorld });
    await practiceWorld().ledger.forget();
    await show({
      json: { outcome: "reset", company: flags.company ?? null },
      text: () =>
        "The practice books are as on their first day, and what the ledger knew of them is forgotten.\n",
    });
  },
});
