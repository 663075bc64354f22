/** Which run `run plan` is about: a new one, or one that is planned again. */
import { PdqbError } from "../../domain/errors.ts";
import type { Run, RunFlags, RunSelection } from "../../domain/run/run.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import { shellWord } from "../../domain/shell-word.ts";
import { nameFor, openRunNamed } from "../../usecases/runs/find-run.ts";
import type { Context } from "../context.ts";
import { dealList, dealsFrom } from "../details/deal-list.ts";
import { withNamedPreset } from "../details/detail-flags.ts";
import { DETAILS, type SelectionFlags, selectionOf } from "./selection-flags.ts";

type Flags = SelectionFlags & { name?: string | undefined; preset?: string | undefined };
type Wanted = {
  name: string;
  selection: RunSelection;
  flags: RunFlags;
  before: Run | undefined;
};

export async function wantedRun(
  context: Context,
  profile: PinnedProfile,
  name: string | undefined,
  flags: Flags,
): Promise<Wanted> {
  const { ports, today } = context;
  const found = await selectionOf(ports, flags, await namedDeals(context, profile, flags));
  const given = await detailsOf(context, flags);
  if (!found || name !== undefined) {
    if (found || flags.name !== undefined)
      throw new PdqbError("usage", "A run that is planned again keeps its deals and its name.", {
        reason: "A new run is named by --name.",
        next: await newOrAgain(context, name ?? flags.name ?? "", flags.won),
      });
    const before = await openRunNamed(ports, name, "planned again");
    return {
      name: before.name,
      selection: before.selection,
      flags: { ...before.flags, ...given },
      before,
    };
  }
  if (flags.name !== undefined && !/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u.test(flags.name))
    throw new PdqbError("usage", `--name "${flags.name}" is not a name of a run.`, {
      reason:
        "It begins with a letter or a digit and takes up to 40 letters, digits, dots, dashes and underscores.",
      next: [`--name ${plainName(flags.name)}`],
    });
  const { selection, month } = found;
  const named = await nameFor(ports, {
    given: flags.name,
    month,
    today: await today(),
    selection,
  });
  return { ...named, selection, flags: given };
}

/** By `--deals` or by `--from`. Throws usage for both. */
async function namedDeals(
  context: Context,
  profile: PinnedProfile,
  { deals, from }: Flags,
): Promise<RunSelection["deals"]> {
  const rows = from === undefined ? undefined : await dealsFrom(context, profile, from);
  const listed = deals === undefined ? undefined : dealList("--deals", [deals], profile);
  if (listed && rows)
    throw new PdqbError("usage", "--deals and --from cannot be combined.", {
      next: [
        `pdqb run plan --deals ${shellWord(deals ?? "")}`,
        `pdqb run plan --from ${shellWord(from ?? "")}`,
      ],
    });
  return listed ?? rows;
}

async function newOrAgain({ ports, today }: Context, name: string, won: string | undefined) {
  const word = shellWord(name);
  if (await ports.ledger.run(name)) return [`pdqb run plan ${word}`];
  return [`pdqb run plan --won ${shellWord(won ?? (await today()).slice(0, 7))} --name ${word}`];
}

/** The nearest that is allowed. */
const plainName = (text: string) =>
  text
    .replace(/[^\p{L}\p{N}._-]+/gu, "-")
    .replace(/^[._-]+/, "")
    .slice(0, 40) || "run";

/** What was given, as typed, over the preset. */
async function detailsOf(context: Context, flags: Flags): Promise<RunFlags> {
  const all: Record<string, unknown> = { ...flags };
  const own = Object.fromEntries(DETAILS.map((name) => [name, all[name]]));
  const merged = await withNamedPreset(context, { ...own, preset: flags.preset });
  const { preset: _preset, send: _send, ...rest } = merged as Record<string, unknown>;
  const given = Object.entries(rest).filter(
    ([, value]) => value !== undefined && value !== false && !isEmpty(value),
  );
  return Object.fromEntries(given) as RunFlags;
}

const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;
