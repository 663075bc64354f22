/** Addresses that stand for a service: this machine alone, so that no token ever goes elsewhere. */
import { PdqbError, type ServiceName } from "./errors.ts";

const HERE = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Whether an address is one of a program on this machine. */
export function isLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return /^https?:$/.test(protocol) && HERE.has(hostname);
}

/** The origin of a service's stand-in; null for the real service. Throws usage for a host that is not this machine. */
export function checkedOrigin(origin: string | null, service: ServiceName): string | null {
  if (origin === null) return null;
  if (isLoopback(origin)) return new URL(origin).origin;
  throw new PdqbError(
    "usage",
    `The address of ${service === "pipedrive" ? "Pipedrive" : "QuickBooks"} may only name this machine.`,
    {
      reason: `It is "${origin}"; 127.0.0.1, localhost and [::1] are allowed, so that tokens never go elsewhere.`,
    },
  );
}
