import { flag } from "../../cli/command.ts";
import { PdqbError } from "../../domain/errors.ts";
import { PRACTICE_PROFILE } from "../../domain/profile.ts";
import { defineCommand } from "../context.ts";
import { companyFlag } from "./company-flag.ts";
import { connectPractice } from "./connect-practice.ts";

export const practiceStart = defineCommand({
  name: "start",
  summary: "Start local doubles of both services and connect to them",
  description: "They keep running until `pdqb practice stop`, and keep their books on disk.",
  effect: "local",
  flags: {
    company: companyFlag("Company to start with, if there are no books yet"),
    fresh: flag.switch("Start with fresh books; the old ones are kept aside"),
  },
  examples: [
    "pdqb practice start",
    "pdqb practice start --company month-end",
    "pdqb practice start --fresh",
  ],
  async run({ ports, practiceWorld, show, progress }, { flags: { company, fresh } }) {
    if (fresh && (await ports.practice.status())) {
      throw new PdqbError("usage", "The practice services are running.", {
        reason:
          "Fresh books start while they are stopped. A reset takes these back to their first day.",
        next: ["pdqb practice stop", "pdqb practice reset"],
      });
    }
    const status = await progress.during("Starting the practice services", () =>
      ports.practice
        .start({ fresh, ...(company && { company }) })
        .then(() => connectPractice({ ports, practiceWorld })),
    );
    if (company !== undefined && status.company !== company) {
      throw new PdqbError(
        "usage",
        `The practice services are running with the company "${status.company}".`,
        {
          reason: "A reset deletes its practice invoices and starts the other company.",
          next: [`pdqb practice reset --company ${company}`],
        },
      );
    }
    const { pid, pipedriveOrigin, quickbooksOrigin } = status;
    await show({
      json: {
        outcome: "started",
        profile: PRACTICE_PROFILE,
        pid,
        company: status.company,
        pipedrive_origin: pipedriveOrigin,
        quickbooks_origin: quickbooksOrigin,
      },
      text: () =>
        `The practice services run (process ${pid}), and the profile "${PRACTICE_PROFILE}" is connected to both.\n  Pipedrive   ${pipedriveOrigin}\n  QuickBooks  ${quickbooksOrigin}\n`,
      note: "Next: pdqb deals --not-invoiced",
    });
  },
});
