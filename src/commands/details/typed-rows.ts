/** The text of `--from <file|->`. */
import { PdqbError } from "../../domain/errors.ts";
import type { Context } from "../context.ts";

/** Throws usage for a file that is not there, for a folder, and for a terminal in the place of a pipe. */
export async function textFrom({ ports, io }: Pick<Context, "ports" | "io">, path: string) {
  const next = ["--from <file>"];
  if (path !== "-" && (await ports.files.kind(path)) === "nothing")
    throw new PdqbError("usage", `There is no file ${path}.`, { next });
  if (path !== "-" && (await ports.files.kind(path)) === "folder")
    throw new PdqbError("usage", `${path} is a folder, not a file.`, { next });
  if (path === "-" && "isTTY" in io.input && io.input.isTTY)
    throw new PdqbError("usage", "--from - reads what is piped in, and stdin is a terminal.", {
      next,
    });
  return path === "-" ? io.readInput() : ports.files.read(path);
}
