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

/** The text of `pdqb help exit-codes`. */
export const EXIT_CODES_HELP = `Exit codes: a caller does something else for each

    0  Done, or nothing to do
    1  Failed; a bug of pdqb                    read stderr, report it
    2  Wrong usage or input, or a confirmation  correct the command; nothing
       is missing                               was sent
    3  Refused by a rule: a plan with problems, correct the data, then the
       another company, a missing right         same command again
    4  Not connected, or the connection is dead pdqb connect
    5  No such deal, invoice or customer        check the number
    6  Service out of reach or busy; nothing    try again later
       changed
    7  Partly done; stdout lists each step      read it, then go on
    8  Outcome unknown: sent, and no answer     the same command again, or
       came                                     pdqb intents show
  130  Stopped by a person; nothing was sent

With --json an error is one object on stderr, whose "code" is the exit code
and whose "kind" is one of: usage, refused, connection, not_found,
unavailable, partial, unknown_outcome, interrupted, bug.
`;
