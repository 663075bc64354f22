/** Secrets of one profile in the OS keychain, by choice; a JSON text per service. Cron can usually not read it. */
import { PdqbError } from "../../domain/errors.ts";
import type { LedgerSecret, PipedriveSecret, QuickBooksSecret } from "../../domain/settings.ts";
import type { Secrets } from "../../ports.ts";
import { type Kept, keptSecret } from "./secrets-schema.ts";

const SERVICE = "pdqb";

/** Everything but the keychain works without this package, so that an installation may lack it or its compiled half. */
async function library() {
  try {
    return await import("@napi-rs/keyring");
  } catch (cause) {
    throw new PdqbError("refused", "The library for the OS keychain is not installed.", {
      reason: `The optional package @napi-rs/keyring, or its part for ${process.platform} ${process.arch}, is missing.`,
      next: [
        "npm install --global pdqb --include=optional",
        "Keep the secrets in a file (mode 0600) instead: PDQB_SECRETS=file",
      ],
      cause,
    });
  }
}

/** Without `secret-service` the Linux library falls back to the kernel's keyring, which forgets at reboot. */
async function entry(account: string) {
  const { Entry } = await library();
  try {
    return new Entry(SERVICE, account, { linux: { store: "secret-service" } });
  } catch (cause) {
    throw noKeychain(cause);
  }
}

/** Proves that the keychain takes, gives and forgets, before a login relies on it. Throws refused if it does not. */
async function probeKeychain(): Promise<void> {
  const probe = await entry("probe");
  try {
    probe.setPassword("probe");
    if (probe.getPassword() !== "probe") throw new Error("It gave back something else.");
    probe.deletePassword();
  } catch (cause) {
    throw noKeychain(cause);
  }
}

export function secretKeychain(profile: string): Secrets {
  async function get<T>(service: Kept): Promise<T | undefined> {
    const account = `${profile}/${service}`;
    const text = (await entry(account)).getPassword();
    return text ? (keptSecret(service, text, `${SERVICE}, ${account}`) as T) : undefined;
  }
  async function put(service: string, secret: unknown): Promise<void> {
    const target = await entry(`${profile}/${service}`);
    if (secret === undefined) target.deletePassword();
    else target.setPassword(JSON.stringify(secret));
  }
  return {
    checkKept: probeKeychain,
    pipedrive: () => get<PipedriveSecret>("pipedrive"),
    quickbooks: () => get<QuickBooksSecret>("quickbooks"),
    putPipedrive: (secret) => put("pipedrive", secret),
    putQuickBooks: (secret) => put("quickbooks", secret),
    ledger: () => get<LedgerSecret>("ledger"),
    putLedger: (secret) => put("ledger", secret),
  };
}

function noKeychain(cause: unknown): PdqbError {
  return new PdqbError("refused", "The OS keychain cannot be used here.", {
    reason: cause instanceof Error ? cause.message : String(cause),
    next: ["Keep the secrets in a file (mode 0600) instead: PDQB_SECRETS=file"],
  });
}
