import { clean } from "../cli/format.ts";
import { counted } from "../domain/counted.ts";
import { PdqbError } from "../domain/errors.ts";
import { examine } from "../usecases/setup/examine.ts";
import type { Finding } from "../usecases/setup/finding.ts";
import { defineCommand } from "./context.ts";

export const doctor = defineCommand({
  name: "doctor",
  summary: "Check connections, mapping, links, clock and files",
  effect: "reads",
  flags: {},
  examples: ["pdqb doctor", "pdqb doctor --json"],
  async run({ ports, ownProfile, connected, progress, show }) {
    const profile = await ownProfile();
    if (!profile.pipedrive || !profile.quickbooks) await connected();
    const subject = { ports, profile };
    const findings = await progress.during("Examining", async () => {
      const all: Finding[] = [];
      for await (const finding of examine(subject)) all.push(finding);
      return all;
    });
    await show({
      json: { findings },
      text: (paint) => {
        const marks = {
          ok: paint.green("✓"),
          warning: paint.yellow("!"),
          problem: paint.red("✗"),
        };
        return findings
          .map(
            ({ check, state, message, next }) =>
              `${marks[state]} ${check.padEnd(11)} ${clean(message)}\n${next ? `              ${clean(next)}\n` : ""}`,
          )
          .join("");
      },
    });
    const problems = findings.filter(({ state }) => state === "problem");
    if (problems.length === 0) return;
    const count = counted(problems.length, "problem");
    throw new PdqbError("refused", `The doctor found ${count}.`, {
      reason: [...new Set(problems.map(({ message }) => message))],
      next: [...new Set(problems.map(({ next }) => next).filter(Boolean))],
    });
  },
});
