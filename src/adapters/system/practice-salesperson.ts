/** What a salesperson does in the practice Pipedrive, through its own API (docs/pipedrive.md 15). */
import { PdqbError } from "../../domain/errors.ts";

/** The first deal is deleted, and its lines go to the second. */
export async function mergeDeals(
  env: Record<string, string>,
  from: number,
  into: number,
): Promise<void> {
  const answer = await fetch(`${env["PDQB_PIPEDRIVE_ORIGIN"]}/v1/deals/${from}/merge`, {
    method: "PUT",
    headers: {
      authorization: `Bearer ${env["PRACTICE_PIPEDRIVE_ACCESS_TOKEN"]}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ merge_with_id: into }),
  });
  if (answer.ok) return;
  const { error } = (await answer.json()) as { error?: string };
  throw new PdqbError("refused", `The practice Pipedrive refused: ${error ?? answer.status}`);
}
