/** Deals are named in one way: as arguments, with a flag or in a file. */
import { PdqbError } from "../../../domain/errors.ts";
import { shellWord } from "../../../domain/shell-word.ts";
import { createCommand } from "../../../usecases/plan/create-command.ts";
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
