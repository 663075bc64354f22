/** The practice services as processes: started, stopped, looked at, reset, and their clock. */
import { flag } from "../../cli/command.ts";
import { PdqbError } from "../../domain/errors.ts";
import { PRACTICE_PROFILE } from "../../domain/profile.ts";
import { defineCommand } from "../context.ts";
import { connectPractice } from "./connect-practice.ts";

/** The companies that src/practice/companies holds. */
export const PRACTICE_COMPANIES = ["nordic", "us", "canadian", "month-end", "complex"];

const companyFlag = (summary: string) => flag.choice(summary, PRACTICE_COMPANIES);

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

export const practiceStop = defineCommand({
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

export const practiceClock = defineCommand({
  name: "clock",
  summary: "Show or move the clock of the practice services",
  description:
    "It decides how old their tokens are, what a change feed still holds, and the day of what they date themselves.",
  effect: "local",
  flags: {
    days: flag.integer("Move it by this many days", { value: "n" }),
    seconds: flag.integer("Move it by this many seconds", { value: "n" }),
    now: flag.switch("Set it back to the real time"),
  },
  examples: ["pdqb practice clock", "pdqb practice clock --days 31", "pdqb practice clock --now"],
  async run({ ports, show }, { flags: { days, seconds, now } }) {
    const change = now
      ? { set: new Date(ports.clock.now().getTime()).toISOString() }
      : { advanceDays: days ?? 0, advanceSeconds: seconds ?? 0 };
    const isMoved = now || days !== undefined || seconds !== undefined;
    const answer = await ports.practice.steer("clock", isMoved ? change : undefined);
    await show({
      json: { now: answer["now"] },
      text: () => `The practice services think it is ${String(answer["now"])}.\n`,
    });
  },
});
