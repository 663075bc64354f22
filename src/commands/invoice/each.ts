/** The same for several invoices: one that fails does not stop the rest, and all is told at the end (exit 7). */
import { say } from "../../cli/answer.ts";
import { counted } from "../../domain/counted.ts";
import { PartlyDone, PdqbError } from "../../domain/errors.ts";
import type { Context } from "../context.ts";

export const INVOICE = {
  name: "invoice",
  summary: "Its number, or id: and QuickBooks' id",
  required: true,
  names: "invoices",
} as const;
export const INVOICES = { ...INVOICE, many: true } as const;

export type EachResult<T> = { done: T[]; failures: { name: string; error: PdqbError }[] };

/** Stops at what is no failure of a single one: a dead connection, a person's word, a bug. */
export async function forEach<T, R>(
  things: readonly T[],
  nameOf: (thing: T) => string,
  work: (thing: T) => Promise<R>,
): Promise<EachResult<R>> {
  const result: EachResult<R> = { done: [], failures: [] };
  for (const thing of things) {
    try {
      result.done.push(await work(thing));
    } catch (error) {
      if (!(error instanceof PdqbError) || things.length === 1) throw error;
      if (error.kind === "connection" || error.kind === "interrupted") throw error;
      result.failures.push({ name: nameOf(thing), error });
    }
  }
  return result;
}

/**
 * Whether what is about to be done is shown: always to whoever is asked about it. Else not with --quiet, nor beside JSON, where
 * stderr holds an error alone.
 */
export function isShownAhead({ io, globals }: Context): boolean {
  return (io.canAsk && !globals.yes) || !(globals.quiet || globals.json);
}

export async function tellAhead(context: Context, lines: readonly string[]): Promise<void> {
  if (!isShownAhead(context)) return;
  for (const line of lines) await say(context.io, line);
}

/** Of one that was asked for its result alone, of several all that were done. */
export function resultsJson(asked: readonly unknown[], results: readonly object[]): object {
  const [only] = results;
  return asked.length === 1 && only ? only : { results };
}

/** After what was done has been shown. Of one unclear outcome the whole is unclear. */
export function throwFailures({ done, failures }: EachResult<unknown>, verb: string): void {
  const [first] = failures;
  if (!first) return;
  const details = {
    reason: failures.map(({ name, error }) => `${name}: ${error.message} ${error.reason}`.trim()),
    next: [...new Set(failures.flatMap(({ error }) => error.next))],
    cause: first.error,
  };
  const unclear = failures.find(({ error }) => error.kind === "unknown_outcome");
  const all = done.length + failures.length;
  const message = `${failures.length} of ${counted(all, "invoice")} ${failures.length === 1 ? "was" : "were"} not ${verb}.`;
  if (unclear) throw new PdqbError("unknown_outcome", message, details);
  throw new PartlyDone(message, [], details);
}
