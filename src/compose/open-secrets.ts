/** Where a profile keeps its secrets: the system's keychain, or a file. */
import type { HomePaths } from "../adapters/storage/paths.ts";
import { hideSecrets } from "../domain/redact.ts";
import type { LedgerSecret, PipedriveSecret, QuickBooksSecret } from "../domain/settings.ts";
import type { Secrets } from "../ports.ts";
import type { WorldOptions } from "./world-options.ts";

/** The secrets of a profile. Nothing of what is read or kept appears in a text from then on. */
export async function openSecrets(
  paths: HomePaths,
  { profile, profileName }: Pick<WorldOptions, "profile" | "profileName">,
): Promise<Secrets> {
  const name = await profileName();
  if ((await profile()).secrets === "keychain") {
    return hidden((await import("../adapters/storage/secret-keychain.ts")).secretKeychain(name));
  }
  return hidden((await import("../adapters/storage/secret-file.ts")).secretFile(paths, name));
}

function hidden(secrets: Secrets): Secrets {
  const hide = <T extends PipedriveSecret | QuickBooksSecret | undefined>(secret: T): T => {
    if (secret && "apiToken" in secret) hideSecrets(secret.apiToken);
    else if (secret) {
      const { accessToken, refreshToken, clientId, clientSecret } = secret;
      // As a Basic header holds the last two.
      hideSecrets(accessToken, refreshToken, clientSecret, btoa(`${clientId}:${clientSecret}`));
    }
    return secret;
  };
  const hideAll = <T extends LedgerSecret | undefined>(secret: T): T => {
    if (secret) hideSecrets(...Object.values(secret.passwords));
    return secret;
  };
  return {
    checkKept: () => secrets.checkKept(),
    pipedrive: async () => hide(await secrets.pipedrive()),
    quickbooks: async () => hide(await secrets.quickbooks()),
    putPipedrive: (secret) => secrets.putPipedrive(hide(secret)),
    putQuickBooks: (secret) => secrets.putQuickBooks(hide(secret)),
    ledger: async () => hideAll(await secrets.ledger()),
    putLedger: (secret) => secrets.putLedger(hideAll(secret)),
  };
}
