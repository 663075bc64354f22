/** The text of `pdqb help exit-codes`. The numbers are those of cli/exit-codes.ts; a test holds the two together. */
export const EXIT_CODES_HELP = `Exit codes, one for each thing to do next

  code  what happened                           what to do
     0  Done, or nothing to do                  go on
     1  Internal error in pdqb                  read stderr, and report it
     2  Wrong usage or input, or a              correct the command
        confirmation is missing; nothing was
        sent
     3  Refused by a rule: a plan with          correct the data, then the
        problems, another company, a missing    same command again
        right, a damaged or full ledger
     4  Not connected, or the connection has    pdqb connect, then the same
        ended                                   command again
     5  No such deal, invoice or customer       check the number
     6  Service out of reach or busy; nothing   try again later
        changed
     7  Partly done: stdout lists what stands,  read it, then do what stderr
        stderr what failed                      says
     8  Outcome unknown: a write was sent, and  the same command again, or
        no answer came                          pdqb pending list
   130  Stopped by a person; nothing was sent   nothing

After an 8 the same command is safe: it looks in QuickBooks first, and never
creates a second invoice for what is already billed.

A script that may simply try again: after 6 and 8. With --json the error is one
object on stderr that says so itself:

  {"error":{"kind","message","reason","next","code","retry"}}

"code" is the exit code. "kind" is its name: usage (2), refused (3),
connection (4), not_found (5), unavailable (6), partial (7),
unknown_outcome (8), interrupted (130), bug (1).
`;
