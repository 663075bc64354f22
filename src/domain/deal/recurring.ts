/** Recurring deal lines: an invoice covers one cycle, and Pipedrive does not say which are billed (docs/pipedrive.md 4.7). */
import { addDays, addMonths, type CalendarDate } from "../calendar-date.ts";
import type { DealLine } from "./deal.ts";

const MONTHS: Record<string, number> = {
  monthly: 1,
  quarterly: 3,
  "semi-annually": 6,
  annually: 12,
};

export const isRecurring = (line: DealLine) => line.billingFrequency !== "one-time";

/** Whether the line ends before this cycle, from 1. */
export function isOver({ billingCycles }: DealLine, cycle: number): boolean {
  return billingCycles !== null && cycle > billingCycles;
}

/** `monthly, cycle 2 of 12, 2026-02-01 to 2026-02-28`; the dates only where Pipedrive has a start. */
export function cycleText(line: DealLine, cycle: number): string {
  const { billingFrequency, billingCycles, billingStart } = line;
  const count = billingCycles === null ? "" : ` of ${billingCycles}`;
  const dates = billingStart
    ? `, ${cycleStart(line, billingStart, cycle)} to ${addDays(cycleStart(line, billingStart, cycle + 1), -1)}`
    : "";
  return `${billingFrequency}, cycle ${cycle}${count}${dates}`;
}

/** The first day of a cycle, from 1. */
export function cycleStart(
  { billingFrequency }: DealLine,
  start: CalendarDate,
  cycle: number,
): CalendarDate {
  const months = MONTHS[billingFrequency];
  return months === undefined
    ? addDays(start, 7 * (cycle - 1))
    : addMonths(start, months * (cycle - 1));
}
