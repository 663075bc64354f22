import { PRACTICE_PROFILE } from "../../domain/profile.ts";
import { defineCommand } from "../context.ts";
import { connectPractice } from "./connect-practice.ts";

export const practiceStart = defineCommand({
  name: "start",
  summary: "Start local doubles of both services and connect to them",
  description: "They keep running until `pdqb practice stop`, and keep their books on disk.",
  effect: "local",
  flags: {},
  examples: ["pdqb practice start"],
  async run({ ports, practiceWorld, show, progress }) {
    const status = await progress.during("Starting the practice services", () =>
      connectPractice({ ports, practiceWorld }),
    );
    const { pid, company, pipedriveOrigin, quickbooksOrigin } = status;
    await show({
      json: {
        outcome: "started",
        profile: PRACTICE_PROFILE,
        pid,
        company,
        pipedrive_origin: pipedriveOrigin,
        quickbooks_origin: quickbooksOrigin,
      },
      text: () =>
        `The practice services run (process ${pid}), and the profile "${PRACTICE_PROFILE}" is connected to both.\n  Pipedrive   ${pipedriveOrigin}\n  QuickBooks  ${quickbooksOrigin}\n`,
      note: "Next: pdqb deals --not-invoiced",
    });
  },
});
