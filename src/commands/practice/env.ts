import { PdqbError } from "../../domain/errors.ts";
import { shellWord } from "../../domain/shell-word.ts";
import { defineCommand } from "../context.ts";

const NAME =
  /^(?:PDQB_(?:PIPEDRIVE|QUICKBOOKS)_(?:ORIGIN|CLIENT_ID|CLIENT_SECRET)|PDQB_PIPEDRIVE_API_TOKEN|PRACTICE_[A-Z][A-Z_]*)$/;

/** The lines are made to be run: a program that took the port of the services could put anything into them. */
function knownOnly(env: Record<string, string>): Record<string, string> {
  const isKnown = ([name, value]: [string, unknown]) =>
    NAME.test(name) && typeof value === "string";
  if (Object.entries(env).every(isKnown)) return env;
  throw new PdqbError(
    "refused",
    "What answers at the practice port is not the practice services.",
    {
      next: ["pdqb practice stop", "pdqb practice start"],
    },
  );
}

export const practiceEnv = defineCommand({
  name: "env",
  summary: "Print what any other client of the practice services needs",
  description: 'As shell lines: eval "$(pdqb practice env)"',
  effect: "local",
  flags: {},
  examples: ["pdqb practice env"],
  async run({ ports, show }) {
    const env = knownOnly(await ports.practice.env());
    await show({
      json: env,
      text: () =>
        Object.entries(env)
          .map(([name, value]) => `export ${name}=${shellWord(value, "posix")}\n`)
          .join(""),
      isExact: true,
    });
  },
});
