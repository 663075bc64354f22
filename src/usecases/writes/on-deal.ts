/** What the kinds of write to Pipedrive share: the request that their intents keep, and how what is on a deal is found again. */
import type { DealId } from "../../domain/ids.ts";
import type { Intent } from "../../domain/ledger/ledger.ts";
import type { Pipedrive } from "../../ports/pipedrive.ts";
import type { Made, PipedriveRequest, Written } from "../../ports/written.ts";

/** The request, as an intent keeps it. */
export const requestBody = (request: PipedriveRequest): string => JSON.stringify(request);

/** Sends the request that an intent keeps. */
export const sendRequest = (
  { pipedrive }: { pipedrive: Pipedrive },
  { body }: Intent,
  bytes?: Uint8Array,
): Promise<Written> => pipedrive.send(JSON.parse(body) as PipedriveRequest, bytes);

/** A pinned note, in Pipedrive's words. */
export const noteWire = ({ dealId, html }: { dealId: DealId; html: string }): object => ({
  content: html,
  deal_id: dealId,
  pinned_to_deal_flag: 1,
});

/** One at a time writes back into a deal. */
export const writeBackLock = ({ key, dealId }: Pick<Intent, "key" | "dealId">): string =>
  dealId === null ? key : `write-back/deal/${dealId}`;

/** Of every kind of write on a deal. */
export const onDeal = { service: "pipedrive", send: sendRequest, lock: writeBackLock } as const;

/** The id of what a deal has already: a note by its first words, a file by its name, an activity by its subject. */
export async function findOnDeal(
  pipedrive: Pick<Pipedrive, "onDeal">,
  dealId: DealId,
  what: "notes" | "files" | "activities",
  target: string,
): Promise<number | undefined> {
  const rows = await pipedrive.onDeal(dealId, what);
  return rows.find(({ text }) => (what === "notes" ? text.includes(target) : text === target))?.id;
}

/** The same, of an intent. */
export async function foundOnDeal(
  { pipedrive }: { pipedrive: Pipedrive },
  { dealId, follows }: Intent,
  what: "notes" | "files" | "activities",
): Promise<Made | undefined> {
  if (dealId === null) return undefined;
  const id = await findOnDeal(pipedrive, dealId, what, follows.target ?? "");
  return id === undefined ? undefined : { id: String(id) };
}
