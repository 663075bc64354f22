import { flag } from "../../cli/command.ts";
import { defineCommand } from "../context.ts";

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
