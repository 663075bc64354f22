/** The journal of proofs: a file for each that has begun, a line for each thing that it made. */
import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import type { ProofInJournal, ProofJournal } from "../../ports.ts";
import { type HomePaths, makePrivate } from "./paths.ts";
import { replaceFile } from "./replace-file.ts";

const service = v.picklist(["pipedrive", "quickbooks"]);
const head = v.object({ startedAt: v.string(), services: v.array(service) });
const thing = v.object({
  service,
  kind: v.string(),
  id: v.string(),
});

const UNKNOWN: v.InferOutput<typeof head> = {
  startedAt: "2000-01-01T00:00:00Z",
  services: ["quickbooks", "pipedrive"],
};

const ENDING = ".proof";

export function proofJournal(
  paths: HomePaths,
  { profile, now }: { profile: string; now: () => Date },
): ProofJournal {
  const folder = join(paths.home, "proofs", encodeURIComponent(profile));
  const fileOf = (word: string) => join(folder, `${word}${ENDING}`);
  return {
    async read() {
      if (!existsSync(folder)) return [];
      const names = readdirSync(folder).filter((name) => name.endsWith(ENDING));
      return names.map((name) => parse(name.slice(0, -ENDING.length), join(folder, name)));
    },
    async begin(word, services) {
      makePrivate(folder);
      const head = { startedAt: now().toISOString(), services };
      replaceFile(fileOf(word), `${JSON.stringify(head)}\n`);
    },
    async note(word, made) {
      appendFileSync(fileOf(word), `${JSON.stringify(made)}\n`);
    },
    end: async (word) => rmSync(fileOf(word), { force: true }),
  };
}

/** A line that a kill has cut is left out: what it was about is found by the word. */
function parse(word: string, file: string): ProofInJournal {
  const [first, ...rest] = readFileSync(file, "utf8")
    .split("\n")
    .map((line): unknown => {
      try {
        return JSON.parse(line);
      } catch {
        return undefined;
      }
    });
  const begun = v.safeParse(head, first);
  const made = rest.flatMap((line) => {
    const read = v.safeParse(thing, line);
    return read.success ? [read.output] : [];
  });
  // Where the first line cannot be read, everything with the word is looked for.
  const whole = begun.success ? begun.output : UNKNOWN;
  return { word, made, notedAt: statSync(file).mtime.toISOString(), ...whole };
}
