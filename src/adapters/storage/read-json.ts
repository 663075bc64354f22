/** Reads one of our own JSON files. A damaged one is left as it is, and named. */

import { readFileSync, statSync } from "node:fs";
import { PdqbError } from "../../domain/errors.ts";
import { shellWord } from "../../domain/shell-word.ts";
import { deniedRight } from "./rights.ts";

/** Far more than any of them needs. Looked at before it is opened: a pipe would be waited for without end. */
const BYTES_MAX = 10_000_000;

/** Undefined if the file does not exist. `what` names it for people ("settings file"). */
export function readJson(path: string, what: string): Record<string, unknown> | undefined {
  let text: string;
  try {
    const file = statSync(path);
    if (!file.isFile() || file.size > BYTES_MAX)
      throw damaged(path, what, "It is not a regular file of at most 10 MB.");
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof PdqbError) throw error;
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw unreadable(path, what, error);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw damaged(path, what, text.trim() === "" ? "It is empty." : "It is not JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw damaged(path, what, "It does not hold an object.");
  }
  return value as Record<string, unknown>;
}

function unreadable(path: string, what: string, cause: unknown): PdqbError {
  const denied = deniedRight(path);
  if (!denied) return damaged(path, what, "It cannot be read.", cause);
  return new PdqbError("refused", `Nothing was done: the ${what} may not be read.`, {
    reason: [denied.reason, `${path} was left as it is.`],
    next: denied.next,
    cause,
  });
}

/** A full disk, a folder that is gone or not ours. */
export function unwritable(path: string, cause: unknown): PdqbError {
  const denied = deniedRight(path);
  return new PdqbError("refused", `Nothing was saved: cannot write ${path}.`, {
    reason: [
      denied?.reason ?? (cause instanceof Error ? cause.message : String(cause)),
      "What was there stays as it is.",
    ],
    next: denied?.next ?? [
      "Check the disk and the folder's rights, or set PDQB_HOME to another folder.",
    ],
    cause,
  });
}

export function damaged(path: string, what: string, why: string, cause?: unknown): PdqbError {
  return new PdqbError("refused", `Nothing was done: the ${what} is damaged.`, {
    reason: [why, `${path} was left as it is.`],
    // Whoever has a copy puts it back; without one the two logins make the file anew.
    next: [
      `mv ${shellWord(path)} ${shellWord(`${path}.damaged`)}`,
      "pdqb connect pipedrive",
      "pdqb connect quickbooks",
    ],
    cause,
  });
}
