/** Which deals are meant, by what Pipedrive says of them. Lists and runs narrow by the same conditions. */
import { addDays, dateIn } from "../calendar-date.ts";
import type { DealConditions, DealSummary } from "./deal.ts";

type Asked = { [K in keyof Omit<DealConditions, "won">]: number | undefined };

/** What Pipedrive itself narrows by. A filter beats everything else there, so it goes alone. */
export function askedConditions(conditions: DealConditions): Asked & { since?: string } {
  const { won, ownerId, organizationId, pipelineId, stageId, filterId } = conditions;
  if (filterId !== undefined) return { filterId };
  // A deal that was won has changed then. A day more, since the day begins elsewhere earlier.
  const since = won?.since && `${addDays(won.since, -1)}T00:00:00Z`;
  return { ownerId, organizationId, pipelineId, stageId, ...(since && { since }) };
}

type Judged = Pick<
  DealSummary,
  "ownerId" | "organizationId" | "pipelineId" | "stageId" | "wonTime"
>;

/** Whether Pipedrive's answer still has deals that do not meet the conditions. */
export const needsSifting = ({ won, filterId, ...ids }: DealConditions): boolean =>
  won !== undefined || (filterId !== undefined && Object.keys(ids).length > 0);

/** `timeZone`: the company's, where its days begin. */
export function meetsConditions(
  deal: Judged,
  { won, ownerId, organizationId, pipelineId, stageId }: DealConditions,
  timeZone: string | null,
): boolean {
  if (ownerId !== undefined && deal.ownerId !== ownerId) return false;
  if (organizationId !== undefined && deal.organizationId !== organizationId) return false;
  if (pipelineId !== undefined && deal.pipelineId !== pipelineId) return false;
  if (stageId !== undefined && deal.stageId !== stageId) return false;
  if (!won) return true;
  if (deal.wonTime === null) return false;
  const day = dateIn(timeZone, new Date(deal.wonTime));
  return (won.since === null || day >= won.since) && (won.until === null || day <= won.until);
}
