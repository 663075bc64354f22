/** Users, pipelines and organizations of Pipedrive, found by what a person calls them. */
import type { NamedRow } from "../../domain/deal/deal.ts";
import { PdqbError } from "../../domain/errors.ts";
import { shellWord } from "../../domain/shell-word.ts";
import type { Pipedrive } from "../../ports.ts";

/** Kinds of things, by the flags that take them. */
const KINDS = {
  owner: { one: "user", all: (pipedrive: Pipedrive) => pipedrive.owners() },
  pipeline: { one: "pipeline", all: (pipedrive: Pipedrive) => pipedrive.pipelines() },
  organization: {
    one: "organization",
    all: (pipedrive: Pipedrive, text: string) => pipedrive.searchOrganizations(text, HITS_MAX),
  },
};

type NamedKind = keyof typeof KINDS;

const HITS_MAX = 100;
const OFFERED_MAX = 5;

/**
 * The id of what was typed: an id, a name in any case, or a part of a name that only one has. Pipedrive is asked for a name alone.
 * Throws not_found, and usage where several fit; `next` is the flag with each that may be meant.
 */
export async function idNamed(
  pipedrive: Pipedrive,
  kind: NamedKind,
  text: string,
): Promise<number> {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  const { one, all } = KINDS[kind];
  if (text.length < 2)
    throw new PdqbError("usage", `--${kind} takes an id, or at least two letters of a name.`);
  const rows = await all(pipedrive, text);
  const wanted = text.toLowerCase();
  const exact = rows.filter(({ name }) => name.toLowerCase() === wanted);
  const partly = rows.filter(({ name }) => name.toLowerCase().includes(wanted));
  const [match, ...others] = exact.length > 0 ? exact : partly;
  if (match === undefined) {
    throw new PdqbError("not_found", `Pipedrive has no ${one} called "${text}".`, {
      next: offer(kind, rows),
    });
  }
  if (others.length === 0) return match.id;
  const several = [match, ...others];
  throw new PdqbError("usage", `--${kind} "${text}" may be one of several.`, {
    reason: several.slice(0, OFFERED_MAX).map(({ id, name }) => `${name} (${id})`),
    next: offer(kind, several),
  });
}

/** Of names that two share the ids. */
function offer(kind: NamedKind, rows: NamedRow[]): string[] {
  const isShared = ({ name }: NamedRow) => rows.filter((row) => row.name === name).length > 1;
  return rows
    .slice(0, OFFERED_MAX)
    .map((row) => `--${kind} ${isShared(row) ? row.id : shellWord(row.name)}`);
}
