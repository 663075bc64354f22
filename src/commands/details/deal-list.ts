/** Several deals or other rows, as typed or from a file. */
import { PdqbError } from "../../domain/errors.ts";
import type { RunSelection } from "../../domain/run/run.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import { shellWord } from "../../domain/shell-word.ts";
import type { Context } from "../context.ts";
import { dealId } from "./deal-reference.ts";

type Deals = NonNullable<RunSelection["deals"]>;

/** How they were given where it is not the flag, and the command that gives each once by the flag. */
type Arguments = { called: string; once(flag: string): string };

/** Separated by commas. `flag`: what they are given with. Throws usage for a deal that stands there twice. */
export function dealList(
  flag: string,
  texts: string[],
  profile: PinnedProfile,
  { called, once }: Arguments = { called: flag, once: (one) => one },
): Deals {
  const ids = texts
    .flatMap((text) => text.split(","))
    .map((one) => one.trim())
    .filter((one) => one !== "")
    .map((one) => dealId(one, profile));
  if (ids.length === 0)
    throw new PdqbError("usage", `${called} names no deal.`, { next: ["pdqb deals"] });
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined)
    throw new PdqbError("usage", `${called} names deal ${twice} twice.`, {
      next: [once(`${flag} ${shellWord([...new Set(ids)].join(","))}`)],
    });
  return ids.map((id) => ({ dealId: id, flags: {} }));
}

/** `path`: of a CSV; `-` is stdin. */
export async function dealsFrom(
  context: Context,
  profile: PinnedProfile,
  path: string,
): Promise<Deals> {
  const { csvRows } = await import("./csv-rows.ts");
  return csvRows(await textFrom(context, path), {
    today: await context.today(),
    dealIdOf: (deal) => dealId(deal, profile),
  });
}

/** The text of `--from <file|->`. Throws usage for a file that is not there, for a folder, and for a terminal in the place of a pipe. */
export async function textFrom({ ports, io }: Pick<Context, "ports" | "io">, path: string) {
  const next = ["--from <file>"];
  if (path !== "-" && (await ports.files.kind(path)) === "nothing")
    throw new PdqbError("usage", `There is no file ${path}.`, { next });
  if (path !== "-" && (await ports.files.kind(path)) === "folder")
    throw new PdqbError("usage", `${path} is a folder, not a file.`, { next });
  if (path === "-" && isTerminal(io.input()))
    throw new PdqbError("usage", "--from - reads what is piped in, and stdin is a terminal.", {
      next,
    });
  return path === "-" ? io.readInput() : ports.files.read(path);
}

const isTerminal = (input: object) => "isTTY" in input && input.isTTY === true;
