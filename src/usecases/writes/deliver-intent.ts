/** Sends what an intent keeps to the service that it is for: one attempt. */
import { type Intent, isPipedriveKind } from "../../domain/ledger/ledger.ts";
import type { Ports, Written } from "../../ports.ts";

/** `bytes`: of a file, which an intent does not keep. Throws ServiceError. */
export async function deliver(
  { pipedrive, quickbooks }: Pick<Ports, "pipedrive" | "quickbooks">,
  { kind, body, requestId }: Intent,
  bytes: Uint8Array | undefined,
): Promise<Written> {
  if (isPipedriveKind(kind)) return pipedrive.send({ kind, body }, bytes);
  return quickbooks.send({ kind, body }, requestId);
}
