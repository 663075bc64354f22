/** The deals that a run is to be made of, as they were named or as Pipedrive finds them. */
import type { Deal } from "../../domain/deal/deal.ts";
import { askedConditions, meetsConditions } from "../../domain/deal/deal-conditions.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { DealId } from "../../domain/ids.ts";
import type { RunFlags, RunSelection } from "../../domain/run/run.ts";
import type { Ports } from "../../ports.ts";
import { orGone, orUnread } from "../books/or-gone.ts";

type FindPorts = Pick<Ports, "pipedrive">;

export type Found = {
  deals: Deal[];
  named: { dealId: DealId; flags: RunFlags }[];
  leftOut: number;
};

/** Deals that were named are taken whatever their status: the planner says what it means. */
export async function namedDeals(
  { pipedrive }: FindPorts,
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

export async function foundDeals(
  { pipedrive }: FindPorts,
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
