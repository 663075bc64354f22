/** Deals are named in one way: as arguments, with a flag or in a file. Several of them are a run. */
import { PdqbError } from "../../../domain/errors.ts";
import type { PinnedProfile } from "../../../domain/settings.ts";
import { shellWord } from "../../../domain/shell-word.ts";
import { createCommand } from "../../../usecases/plan/create-command.ts";
import type { Context } from "../../context.ts";
import type { CreateFlags } from "../../details/create-flags.ts";
import { createInput } from "../../details/create-input.ts";

type Flags = CreateFlags & { from: string | undefined };

/** Throws usage. */
export function refuseNamedTwice(args: string[], flags: Flags): void {
  const named = [args.length > 0, flags.deal !== undefined, flags.from !== undefined];
  if (named.filter(Boolean).length > 1)
    throw new PdqbError("usage", "Name the deals once: as arguments, with --deal or with --from.", {
      next: [namedOnce(args, flags)],
    });
}

/** As typed, with a file alone where one was named. */
function namedOnce(args: string[], flags: Flags): string {
  const { deal, from } = flags;
  const deals = [...args, ...(deal === undefined ? [] : [deal])].join(",");
  const of = from === undefined ? `--deal ${shellWord(deals)}` : `--from ${shellWord(from)}`;
  return createCommand(createInput(flags, 0), { of });
}

/** Undefined: one deal, or none. */
export async function severalDeals(
  context: Context,
  profile: PinnedProfile,
  args: string[],
  given: CreateFlags & { from?: string | undefined },
) {
  const { deal, from } = given;
  const { dealList, dealsFrom } = await import("../../details/deal-list.ts");
  if (from !== undefined) return dealsFrom(context, profile, from);
  const texts = deal === undefined ? args : [deal];
  if (texts.length < 2 && !texts[0]?.includes(",")) return undefined;
  if (deal !== undefined) return dealList("--deal", texts, profile);
  const once = (of: string) => createCommand(createInput(given, 0), { of });
  return dealList("--deal", texts, profile, { called: "The command", once });
}
