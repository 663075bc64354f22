/** A list of deals as it is asked for (docs/pipedrive.md 3.2). */
import { PdqbError, ServiceError } from "../../domain/errors.ts";
import type { DealsWanted } from "../../ports.ts";

/** The parameters of the list. Pipedrive ignores all others beside a filter. */
export function dealQuery(wanted: DealsWanted): Record<string, unknown> {
  const all = {
    status: wanted.status,
    updated_since: wanted.since,
    updated_until: wanted.until,
    owner_id: wanted.ownerId,
    org_id: wanted.organizationId,
    pipeline_id: wanted.pipelineId,
    stage_id: wanted.stageId,
    filter_id: wanted.filterId,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** What the list's refusal means: not_found where it asked for a filter that is unknown. */
export function dealListError(error: unknown, { filterId }: DealsWanted): unknown {
  if (filterId === undefined || !isUnknown(error)) return error;
  return new PdqbError("not_found", `Pipedrive has no filter ${filterId}.`, {
    reason: [
      "It was deleted, it is not a filter of deals, or the connected user cannot see it.",
      "The id is at the end of the filter's address in Pipedrive: …/deals/list/filter/12",
    ],
    next: ["--filter <id>"],
    cause: error,
  });
}

const isUnknown = (error: unknown) =>
  error instanceof ServiceError &&
  error.fate === "refused" &&
  (error.status === 400 || error.status === 404);
