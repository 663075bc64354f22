/** Addresses that stand for a service: this machine alone, so that no token ever goes elsewhere. */
import { PdqbError, type ServiceName } from "./errors.ts";

const HERE = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Whether an address is one of a program on this machine. */
export function isLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return /^https?:$/.test(protocol) && HERE.has(hostname);
}

/** The origin of a service's stand-in, wherever it was named; null for the real service. Throws usage for any other host. */
export function checkedOrigin(origin: string | null, service: ServiceName): string | null {
  if (origin === null) return null;
  if (isLoopback(origin)) return new URL(origin).origin;
  const name = `PDQB_${service.toUpperCase()}_ORIGIN`;
  throw new PdqbError(
    "usage",
    `The address of ${service === "pipedrive" ? "Pipedrive" : "QuickBooks"} may only name this machine.`,
    {
      reason: `It is "${origin}", from ${name} or the profile's origins in the settings file; 127.0.0.1, localhost and [::1] are allowed.`,
      next: [`unset ${name}`, "pdqb config path"],
    },
  );
}
