/** From an answer to a reading. */

import { type BooksReply, said } from "./books.ts";
import { NotClear, type Observation } from "./finding.ts";

/** `readings`: by fault code, and `done` where there was no fault. Throws NotClear for any other answer. */
export function readingOf(reply: BooksReply, readings: Record<string, string>): Observation {
  const isDone = reply.code === null && reply.status < 300;
  const reading = readings[isDone ? "done" : (reply.code ?? String(reply.status))];
  if (reading !== undefined) return { reading, seen: `Answered ${said(reply)}.` };
  throw new NotClear(`Answered ${said(reply)}.`);
}
