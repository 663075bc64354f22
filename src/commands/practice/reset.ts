import { flag } from "../../cli/command.ts";
import { defineCommand } from "../context.ts";
import { companyFlag } from "./company-flag.ts";
import { connectPractice } from "./connect-practice.ts";

export const practiceReset = defineCommand({
  name: "reset",
  summary: "Reset the practice services to their first day",
  description:
    "Deletes all practice invoices, the links to them and their history. No other books are touched.",
  effect: "local",
  flags: {
    company: companyFlag("Company to start with (default: the same)"),
    yes: flag.switch("Skip the confirmation"),
  },
  examples: ["pdqb practice reset --company us --yes"],
  async run({ ports, practiceWorld, show, ask }, { flags }) {
    await ask.confirmOrStop("Delete everything in the practice books?", {
      flag: "--yes",
      given: flags.yes,
    });
    await ports.practice.reset(flags.company);
    await connectPractice({ ports, practiceWorld });
    await practiceWorld().ledger.forget();
    await show({
      json: { outcome: "reset", company: flags.company ?? null },
      text: () =>
        "The practice services are reset, and the ledger has forgotten their invoices and their history.\n",
    });
  },
});
