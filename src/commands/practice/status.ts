import { defineCommand } from "../context.ts";

export const practiceStatus = defineCommand({
  name: "status",
  summary: "Show whether the practice services run, and where",
  effect: "local",
  flags: {},
  examples: ["pdqb practice status"],
  async run({ ports, show }) {
    const status = await ports.practice.status();
    await show({
      json: status
        ? {
            running: true,
            pid: status.pid,
            company: status.company,
            pipedrive_origin: status.pipedriveOrigin,
            quickbooks_origin: status.quickbooksOrigin,
          }
        : { running: false },
      text: () =>
        status
          ? `Running (process ${status.pid}, company ${status.company}).\n  Pipedrive   ${status.pipedriveOrigin}\n  QuickBooks  ${status.quickbooksOrigin}\n`
          : "Not running. Start them: pdqb practice start\n",
    });
  },
});
