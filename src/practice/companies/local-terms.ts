/** The deals of one company as another one in another country has them: its currencies, its percents of tax, its places. */
import type { SeedDeal } from "./seed-types.ts";

type LocalTerms = {
  home: string;
  /** Of deal 131, which is not in the home currency. */
  foreign: string;
  titles: Record<number, string>;
  /** Percents of single lines → the country's own; a line without one has the company's. */
  taxes: Record<number, number>;
  /** Percent of every line of a deal. */
  deals?: Record<number, number>;
};

export function inLocalTerms(
  deals: SeedDeal[],
  { home, foreign, titles, taxes, deals: percents = {} }: LocalTerms,
): SeedDeal[] {
  return deals.map((deal) => ({
    ...deal,
    title: titles[deal.id] ?? deal.title,
    currency: deal.id === 131 ? foreign : home,
    ...(deal.lines && {
      lines: deal.lines.map((line) => {
        const tax = percents[deal.id] ?? (line.tax === undefined ? undefined : taxes[line.tax]);
        return tax === undefined ? line : { ...line, tax };
      }),
    }),
  }));
}
