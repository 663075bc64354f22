/** Which deal is billed, and which one next: found by id, title or organization, with its amount and what is billed of it. */
import { clean, money } from "../../../cli/format.ts";
import type { Choice, Row } from "../../../cli/prompt.ts";
import { PdqbError } from "../../../domain/errors.ts";
import { invoiceName } from "../../../domain/invoice/invoice.ts";
import type { PinnedProfile } from "../../../domain/settings.ts";
import type { BilledDeal } from "../../../usecases/billing/known-billing.ts";
import { isUnbilled, listDeals } from "../../../usecases/invoices/list-deals.ts";
import type { Context } from "../../context.ts";

/** One page of Pipedrive: those that changed last. */
const DEALS_READ = 500;
const FOUND_MAX = 30;

export type DealList = { deals: BilledDeal[]; complete: boolean };

/** Won deals with what is billed of them, the newest first. */
export function readDeals(
  { ports, progress }: Context,
  { pipedrive }: PinnedProfile,
): Promise<DealList> {
  const pipedriveCompany = pipedrive.companyId;
  const query = { pipedriveCompany, status: "won", notInvoiced: false } as const;
  return progress.during("Reading deals", () =>
    listDeals(ports, { ...query, limit: DEALS_READ, readAll: false }),
  );
}

/** Those of which something is left to bill, but for the ones that were dealt with already. */
export function openDeals({ deals }: DealList, done: ReadonlySet<number>): BilledDeal[] {
  return deals.filter(
    (one) => !done.has(one.deal.id) && isUnbilled({ ...one, isBilled: one.invoices.length > 0 }),
  );
}

export async function pickDeal(
  { io, ask, ports }: Context,
  list: DealList,
  done: ReadonlySet<number>,
): Promise<number> {
  if (!io.canAsk) throw new Error("A deal is picked at a terminal alone");
  const open = openDeals(list, done);
  const known = [...open, ...list.deals.filter((one) => !open.includes(one))];
  return ask.search(
    "Which deal? (id, title or organization)",
    async (term = "") => {
      const typed = term.trim().toLowerCase();
      const rows = known.filter((one) => isFound(one, typed)).map(dealRow);
      if (typed.length < 2) return rows;
      const more = await searched(ports, typed, known);
      return [...rows, ...more];
    },
    { flag: "--deal <deal>", remote: true },
  );
}

export function missingDeal(): PdqbError {
  return new PdqbError("usage", "Which deal?", {
    next: ["pdqb invoice create --deal <deal>", "pdqb deals --not-invoiced"],
  });
}

const isFound = ({ deal, organizationName }: BilledDeal, typed: string) =>
  String(deal.id).startsWith(typed) ||
  [deal.title, organizationName ?? ""].some((text) => text.toLowerCase().includes(typed));

/** `125  Export of know-how  Aurora Design Oy  1,249.90 EUR  won 2026-11-20` */
export function dealText(row: BilledDeal): string {
  const { deal, organizationName, invoices, left, inDoubt } = row;
  const billed = invoices.map(({ invoice }) => invoiceName(invoice)).join(", ");
  const isPart = billed !== "" && left?.greaterThan(0);
  return [
    String(deal.id),
    deal.title,
    organizationName ?? "",
    deal.value ? money(deal.value, deal.currency) : "",
    billed === "" ? "" : isPart ? `billed in part: ${billed}` : `billed: ${billed}`,
    inDoubt.pending.length > 0 ? "an invoice in doubt" : "",
    billed === "" && deal.wonTime ? `won ${deal.wonTime.slice(0, 10)}` : "",
  ]
    .filter((part) => part !== "")
    .map(clean)
    .join("  ");
}

const dealRow = (row: BilledDeal): Choice<number> => ({
  value: row.deal.id,
  name: dealText(row),
  short: `${row.deal.id}  ${row.deal.title}`,
});

/** Deals that are open or lost, or changed long ago: by Pipedrive's own search, and by their id. */
async function searched(
  { pipedrive }: Context["ports"],
  typed: string,
  known: readonly BilledDeal[],
): Promise<Row<number>[]> {
  const found = await pipedrive.searchDeals(typed, FOUND_MAX);
  const ids = new Set(known.map(({ deal }) => deal.id));
  const rows = found
    .filter(({ id }) => !ids.has(id))
    .map((deal) => ({
      value: deal.id,
      name: [`${deal.id}`, deal.title, deal.organizationName ?? "", deal.status]
        .filter((part) => part !== "")
        .join("  "),
      short: `${deal.id}  ${deal.title}`,
    }));
  const isId = /^\d{1,15}$/.test(typed) && !ids.has(Number(typed));
  const byId = isId ? [{ value: Number(typed), name: `${typed}  (the deal with this id)` }] : [];
  return rows.length === 0 ? byId : [{ heading: "── Other deals ──" }, ...rows, ...byId];
}
