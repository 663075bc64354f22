/** Ends a connection: revokes the grant, forgets the secrets; the pin, the ledger and the settings stay. */
import { orUndefined } from "../../domain/errors.ts";
import type { Ports } from "../../ports.ts";

/** `revoked` false: the service could not be told, so the grant may live on there. Secrets are forgotten in any case. */
export type Disconnected = { outcome: "disconnected" | "planned" | "already"; revoked: boolean };

type DisconnectPorts = Pick<Ports, "secrets" | "pipedriveLogin" | "quickbooksLogin">;

export async function disconnect(
  ports: DisconnectPorts,
  service: "pipedrive" | "quickbooks",
  { dryRun }: { dryRun: boolean },
): Promise<Disconnected> {
  const end = service === "pipedrive" ? await pipedriveEnd(ports) : await quickbooksEnd(ports);
  if (!end) return { outcome: "already", revoked: true };
  if (dryRun) return { outcome: "planned", revoked: false };
  const revoked = await wasTold(end.revoke);
  await end.forget();
  return { outcome: "disconnected", revoked };
}

async function pipedriveEnd({ secrets, pipedriveLogin }: DisconnectPorts) {
  const secret = await secrets.pipedrive();
  if (!secret) return undefined;
  return {
    revoke: () => pipedriveLogin.revoke(secret),
    forget: () => secrets.putPipedrive(undefined),
  };
}

async function quickbooksEnd({ secrets, quickbooksLogin }: DisconnectPorts) {
  const secret = await secrets.quickbooks();
  if (!secret) return undefined;
  return {
    revoke: () => quickbooksLogin.revoke(secret),
    forget: () => secrets.putQuickBooks(undefined),
  };
}

const wasTold = async (revoke: () => Promise<void>) =>
  (await orUndefined(revoke().then(() => true))) ?? false;
