/** Which deals a run takes, and what is asked of each one's invoice. */

import type { Deal } from "../../domain/deal/deal.ts";
import { askedConditions, meetsConditions } from "../../domain/deal/deal-conditions.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { DealId } from "../../domain/ids.ts";
import { dueParts } from "../../domain/run/due-parts.ts";
import type { RunFlags, RunRow, RunSelection } from "../../domain/run/run.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import type { Ports } from "../../ports.ts";
import { knownBilling } from "../billing/known-billing.ts";
import { orGone, orUnread } from "../books/or-gone.ts";
import { type DealsRead, readDeals } from "./pipedrive-facts.ts";

/** One invoice that a run is to plan. `unclear`: why it cannot be. */
export type Picked = {
  dealId: DealId;
  flags: RunFlags;
  due: RunRow["dueSince"];
  isLate: boolean;
  unclear: string | null;
};

export type Selected = {
  picked: Picked[];
  read: DealsRead;
  /** Deals that fit and are not won. */
  leftOut: number;
};

type SelectPorts = Pick<Ports, "pipedrive" | "ledger">;

/** Throws not_found for a deal or a filter that Pipedrive does not know. */
export async function selectDeals(
  ports: SelectPorts,
  selection: RunSelection,
  { pipedrive, quickbooks: { timeZone } }: PinnedProfile,
): Promise<Selected> {
  const { deals, named, leftOut } = selection.deals
    ? await namedDeals(ports, selection, timeZone)
    : await foundDeals(ports, selection, timeZone);
  const ids = deals.map(({ id }) => id);
  const read = await readDeals(ports.pipedrive, ids, deals);
  if (selection.due) {
    const company = pipedrive.companyId;
    return { picked: await dueNow(ports, { selection, read, named, company }), read, leftOut };
  }
  const plain = { due: null, isLate: false, unclear: null };
  return { picked: named.map((one) => ({ ...one, ...plain })), read, leftOut };
}

type Found = { deals: Deal[]; named: { dealId: DealId; flags: RunFlags }[]; leftOut: number };

/** Deals that were named are taken whatever their status: the planner says what it means. */
async function namedDeals(
  { pipedrive }: SelectPorts,
  selection: RunSelection,
  timeZone: string | null,
): Promise<Found> {
  const given = selection.deals ?? [];
  const ids = [...new Set(given.map(({ dealId }) => dealId))];
  const listed = await pipedrive.dealsByIds(ids);
  const deals = [...listed.values()].filter((deal) => deal !== undefined);
  const gone: number[] = [];
  const unread: number[] = [];
  // A list leaves out archived deals, and what it cannot read.
  for (const id of ids.filter((id) => !deals.some((deal) => deal.id === id))) {
    const found = await orUnread(orGone(pipedrive.deal(id)).then((deal) => ({ deal })));
    if (!found) unread.push(id);
    else if (found.deal) deals.push(found.deal);
    else gone.push(id);
  }
  if (gone.length > 0)
    throw new PdqbError(
      "not_found",
      gone.length === 1
        ? `No run was planned: there is no deal ${gone[0]}.`
        : `No run was planned: ${gone.length} of its deals do not exist.`,
      {
        reason: gone.map((id) => `Deal ${id} was deleted, or the connected user cannot see it.`),
        next: [withoutGone(given, gone)],
      },
    );
  const fitting = deals.filter((deal) => meetsConditions(deal, selection, timeZone));
  // Whether it fits is not known of one that cannot be read: its own row says so, once it is planned.
  const isIn = new Set([...fitting.map(({ id }) => id), ...unread]);
  return {
    deals: fitting,
    named: given.filter(({ dealId }) => isIn.has(dealId)),
    leftOut: deals.length - fitting.length,
  };
}

/** The command for those that are there; rows with flags of their own stand in a file. */
function withoutGone(given: Found["named"], gone: number[]): string {
  const left = given.filter(({ dealId }) => !gone.includes(dealId));
  const isPlain = left.length > 0 && left.every(({ flags }) => Object.keys(flags).length === 0);
  return isPlain
    ? `pdqb run plan --deals ${left.map(({ dealId }) => dealId).join(",")}`
    : "pdqb deals list";
}

async function foundDeals(
  { pipedrive }: SelectPorts,
  selection: RunSelection,
  timeZone: string | null,
): Promise<Found> {
  const asked = askedConditions(selection);
  const { deals, complete } = await pipedrive.dealsWhole({
    ...asked,
    ...(asked.filterId === undefined && { status: "won" }),
  });
  if (!complete)
    throw new PdqbError("refused", "No run was planned: more deals fit than can be read.", {
      next: ["pdqb run plan --won <YYYY-MM>"],
    });
  const fitting = deals.filter((deal) => meetsConditions(deal, selection, timeZone));
  const winners = fitting.filter(({ status }) => status === "won").sort((a, b) => a.id - b.id);
  return {
    deals: winners,
    named: winners.map(({ id }) => ({ dealId: id, flags: {} })),
    leftOut: fitting.length - winners.length,
  };
}

async function dueNow(
  { ledger }: SelectPorts,
  {
    selection: { due, late },
    read: { lines, installments },
    named,
    company,
  }: { selection: RunSelection; read: DealsRead; named: Found["named"]; company: string },
): Promise<Picked[]> {
  if (!due) return [];
  const dealIds = named.map((one) => one.dealId);
  const billing = await knownBilling(ledger, { dealIds, pipedriveCompany: company });
  const billed = (dealId: DealId) => billing.get(dealId)?.live.map(({ link }) => link.part) ?? [];
  return named.flatMap(({ dealId, flags }): Picked[] => {
    const [ownLines, ownInstallments] = [lines.get(dealId), installments.get(dealId)];
    // Some of it cannot be read: its own row says so, once it is planned.
    if (!ownLines || !ownInstallments)
      return [{ dealId, flags, due: null, isLate: false, unclear: null }];
    const facts = {
      lines: ownLines,
      installments: ownInstallments,
      ...due,
      billed: billed(dealId),
    };
    const { parts, unclear } = dueParts(facts);
    const all = parts.map((part) => ({
      dealId,
      flags: { ...flags, ...part.flags },
      due: part.due,
      isLate: part.isLate && late !== true,
      unclear: null,
    }));
    return unclear === null ? all : [{ dealId, flags, due: null, isLate: false, unclear }];
  });
}

/** What to say of a selection without a deal. */
export function nothingFits(leftOut: number): PdqbError {
  return new PdqbError("refused", "No run was planned: no deal fits.", {
    reason: leftOut === 0 ? [] : `${leftOut} fit and are not won.`,
    next: ["pdqb deals --not-invoiced"],
  });
}
