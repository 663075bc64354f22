/** The one table from kinds of error to exit codes. No other file knows a number. */
import type { ErrorKind } from "../domain/errors.ts";

export const DONE = 0;

const CODES: Record<ErrorKind, number> = {
  bug: 1,
  usage: 2,
  refused: 3,
  connection: 4,
  not_found: 5,
  unavailable: 6,
  partial: 7,
  unknown_outcome: 8,
  interrupted: 130,
};

export function exitCode(kind: ErrorKind): number {
  return CODES[kind];
}
