/** Secrets of one profile in `secrets.json`: mode 0600, replaced whole, on disk before a write returns. */
import type { PipedriveSecret, QuickBooksSecret } from "../../domain/settings.ts";
import type { Secrets } from "../../ports.ts";
import { exclusive } from "./locks-sqlite.ts";
import type { HomePaths } from "./paths.ts";
import { readJson, unwritable } from "./read-json.ts";
import { replaceFile } from "./replace-file.ts";

type Stored = { pipedrive?: PipedriveSecret; quickbooks?: QuickBooksSecret };
type SecretsFile = { version: 1; profiles: Record<string, Stored> };

export function secretFile(paths: HomePaths, profile: string): Secrets {
  const read = (): SecretsFile =>
    (readJson(paths.secrets, "secrets file") as SecretsFile | undefined) ?? {
      version: 1,
      profiles: {},
    };
  const own = (): Stored => read().profiles?.[profile] ?? {};

  async function put<K extends keyof Stored>(service: K, secret: Stored[K]): Promise<void> {
    await exclusive(paths.locks, "secrets", async () => {
      const file = read();
      const stored: Stored = { ...file.profiles?.[profile] };
      if (secret === undefined) delete stored[service];
      else stored[service] = secret;
      const profiles = { ...file.profiles, [profile]: stored };
      try {
        replaceFile(paths.secrets, `${JSON.stringify({ ...file, profiles }, null, 2)}\n`);
      } catch (cause) {
        throw unwritable(paths.secrets, cause);
      }
    });
  }

  return {
    checkKept: async () => {
      await exclusive(paths.locks, "secrets", async () => read());
    },
    pipedrive: async () => own().pipedrive,
    quickbooks: async () => own().quickbooks,
    putPipedrive: (secret) => put("pipedrive", secret),
    putQuickBooks: (secret) => put("quickbooks", secret),
  };
}
