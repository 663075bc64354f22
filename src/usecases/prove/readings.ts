/** From an answer to a reading. Each throws NotClear for what no reading foresees. */
import { type Decimal, decimal } from "../../domain/money/money.ts";
import type { ProbeReply } from "../../ports/probe.ts";
import { type BooksReply, said } from "./bench.ts";
import { NotClear, type Observation } from "./finding.ts";

/**
 * `readings`: by fault code; `fault` for any other of a refusal, and `done` where there was none. A reading of `fault` needs the same
 * request without what is tried out to be known as accepted.
 */
export function readingOf(reply: BooksReply, readings: Record<string, string>): Observation {
  const isDone = reply.code === null && reply.status < 300;
  const isRefused = reply.code !== null && reply.status < 500;
  const other = isRefused ? readings.fault : undefined;
  const reading = isDone ? readings.done : (readings[reply.code ?? String(reply.status)] ?? other);
  if (reading !== undefined) return { reading, seen: `Answered ${said(reply)}.` };
  throw new NotClear(`Answered ${said(reply)}.`);
}

/** `readings`: by status, and `done` for any below 300. */
export function statusReading(
  { status }: ProbeReply,
  readings: Record<string, string>,
): Observation {
  const reading = readings[status < 300 ? "done" : String(status)];
  if (reading === undefined) throw new NotClear(`Answered ${status}.`);
  return { reading, seen: `Answered ${status}.` };
}

/** `readings`: the amount that each comes to. */
export function amountReading(
  of: string,
  seen: Decimal,
  readings: Record<string, Decimal | number>,
): Observation {
  const text = seen.toFixed(Math.max(2, seen.decimalPlaces()));
  const fits = Object.entries(readings).find(([, amount]) => decimal(amount).equals(seen));
  if (fits === undefined) throw new NotClear(`${of} was ${text}.`);
  return { reading: fits[0], seen: `${of} was ${text}.` };
}
