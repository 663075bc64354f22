/** The local pair of services. */
import { flag } from "../../cli/command.ts";
import { defineCommand } from "../context.ts";
import { practicePay } from "./pay.ts";
import { practiceStart } from "./start.ts";

const practiceStop = defineCommand({
  name: "stop",
  summary: "Stop the practice services; their books stay on disk",
  effect: "local",
  flags: {},
  examples: ["pdqb practice stop"],
  async run({ ports, show }) {
    const stopped = await ports.practice.stop();
    await show({
      json: { outcome: stopped ? "stopped" : "already" },
      text: () =>
        stopped
          ? "The practice services have stopped.\n"
          : "The practice services were not running.\n",
    });
  },
});

const practiceStatus = defineCommand({
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

const practiceReset = defineCommand({
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

const practiceEnv = defineCommand({
  name: "env",
  summary: "Print what any other client of the practice services needs",
  description: 'As shell lines: eval "$(pdqb practice env)"',
  effect: "local",
  flags: {},
  examples: ["pdqb practice env"],
  async run({ ports, show }) {
    const env = await ports.practice.env();
    await show({
      json: env,
      text: () =>
        Object.entries(env)
          .map(([name, value]) => `export ${name}=${quoted(value)}\n`)
          .join(""),
    });
  },
});

/** For a POSIX shell. */
function quoted(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}

export const verbs = [
  practiceStart,
  practiceStop,
  practiceStatus,
  practiceReset,
  practiceEnv,
  practicePay,
];
