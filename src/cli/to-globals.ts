/** What was given of the flags that every command has. */
import type { Command, GlobalFlags } from "./command.ts";
import { unknownFieldError } from "./json.ts";

/** `values`: all flags of the command by name. One that the command took over under a shell's name is the command's own. */
export function toGlobals<C>(command: Command<C>, values: Record<string, unknown>): GlobalFlags {
  const shell = (name: string) => (Object.hasOwn(command.flags, name) ? undefined : values[name]);
  const fields = toFields(shell("fields") as string | undefined, command.fields);
  return {
    profile: shell("profile") as string | undefined,
    json: shell("json") === true || fields !== null,
    fields,
    quiet: shell("quiet") === true,
    color: shell("noColor") !== true,
    input: shell("noInput") !== true,
    debug: shell("debug") === true,
    dryRun: shell("dryRun") === true,
    yes: shell("yes") === true,
    limit: shell("limit") as number | undefined,
    sort: shell("sort") as string | undefined,
    columns: names(shell("columns") as string | undefined),
    csv: shell("csv") === true,
    effect: command.effect,
  };
}

/** Throws usage for names that the command is known not to have. */
function toFields(text: string | undefined, known: readonly string[] | undefined): string[] | null {
  const fields = names(text);
  if (fields === null || text === undefined) return null;
  const unknown = known ? fields.filter((one) => !known.includes(one.split(".")[0] ?? "")) : [];
  if (fields.length === 0) throw unknownFieldError([text], known ?? []);
  if (unknown.length > 0) throw unknownFieldError(unknown, known ?? []);
  return fields;
}

/** Of a list such as `a, b`, each once. */
function names(text: string | undefined): string[] | null {
  if (text === undefined) return null;
  return [...new Set(text.split(",").map((name) => name.trim()))].filter(Boolean);
}
