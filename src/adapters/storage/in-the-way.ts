import { lstatSync } from "node:fs";
import { PdqbError } from "../../domain/errors.ts";

/** Throws refused where a copy would take the place of something: of a link whose target is missing too, since it would be written through. */
export function refuseInTheWay(target: string): void {
  if (!isThere(target)) return;
  throw new PdqbError("refused", `There is a file ${target} already.`, {
    next: ["pdqb ledger backup <file>"],
  });
}

/** What cannot be looked at, such as a path through a file, is met when it is written. */
function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
