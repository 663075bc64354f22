/** Deals by their last change, as typed. */
import { flag } from "../../cli/command.ts";
import { addDays, type CalendarDate, dayStart } from "../../domain/calendar-date.ts";
import { PdqbError } from "../../domain/errors.ts";

export const changeFlags = {
  since: flag.date("Changed on or after this day", { looksBack: true }),
  until: flag.date("Changed on or before this day", { looksBack: true }),
};

type ChangeFlags = {
  since?: CalendarDate | undefined;
  until?: CalendarDate | undefined;
  filter?: number | undefined;
};

/** From the first moment of a day of the company to the last of another. Throws usage for what contradicts itself. */
export function changedIn({ since, until, filter }: ChangeFlags, timeZone: string | null) {
  const moment = (day: CalendarDate) => dayStart(day, timeZone).toISOString().replace(".000Z", "Z");
  if (since !== undefined && until !== undefined && until < since)
    throw new PdqbError("usage", "--until is before --since.");
  if (filter !== undefined && (since ?? until) !== undefined)
    throw new PdqbError("usage", "--filter cannot be combined with --since or --until.", {
      reason: "Pipedrive ignores the dates when a filter is given.",
      next: [`pdqb deals --filter ${filter}`],
    });
  return { since: since && moment(since), until: until && moment(addDays(until, 1)) };
}
