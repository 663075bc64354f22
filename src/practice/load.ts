/** Many invoices in the books at once, and deals won on the same days of which each bills one: for benchmarks and long tests. */

/** The net of each invoice, and the value of each deal. */
export const NET = 380;
const DAY_MS = 86_400_000;

/**
 * How many of each. `since`: the first day, and `days`: over how many they are spread. `note`: of each invoice, with {deal} and {place}
 * for what it bills and its own place. `fields`: custom fields of each deal.
 */
export type Load = {
  invoices: number;
  customers: number;
  deals: number;
  since: Date | undefined;
  days: number;
  note: string;
  fields: Record<string, unknown>;
};

/** The day of one of so many. */
export function dayOf({ since, days }: Load, now: Date, [place, all]: [number, number]): Date {
  const first = since ?? new Date(now.getTime() - days * DAY_MS);
  return new Date(first.getTime() + Math.floor((place * days) / all) * DAY_MS);
}
