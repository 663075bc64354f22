/** Notes, files and activities on a deal in Pipedrive, found again among those that it has. */
import type { Intent } from "../../../domain/ledger/ledger.ts";
import type { Ports } from "../../../ports.ts";

/** One at a time writes back into a deal. */
export const writeBackLock = ({ key, dealId }: Pick<Intent, "key" | "dealId">): string =>
  dealId === null ? key : `write-back/deal/${dealId}`;

/** The id of what a deal has already: a note by its first words, a file by its name, an activity by its subject. */
export async function findOnDeal(
  pipedrive: Pick<Ports["pipedrive"], "onDeal">,
  dealId: number,
  what: "notes" | "files" | "activities",
  target: string,
): Promise<number | undefined> {
  const rows = await pipedrive.onDeal(dealId, what);
  return rows.find(({ text }) => (what === "notes" ? text.includes(target) : text === target))?.id;
}

/** The same, of an intent. */
export async function foundOnDeal(
  { pipedrive }: Pick<Ports, "pipedrive">,
  { dealId, follows }: Intent,
  what: "notes" | "files" | "activities",
): Promise<string | undefined> {
  if (dealId === null) return undefined;
  const id = await findOnDeal(pipedrive, dealId, what, follows.target ?? "");
  return id === undefined ? undefined : String(id);
}
