/** Secrets of one profile in `secrets.json`: mode 0600, replaced whole, on disk before a write returns. */
import * as v from "valibot";
import type { LedgerSecret, PipedriveSecret, QuickBooksSecret } from "../../domain/settings.ts";
import type { Secrets } from "../../ports.ts";
import { exclusive } from "./locks-sqlite.ts";
import type { HomePaths } from "./paths.ts";
import { damaged, readJson, unwritable } from "./read-json.ts";
import { replaceFile } from "./replace-file.ts";
import { secretsSchema } from "./secrets-schema.ts";

type Stored = {
  pipedrive?: PipedriveSecret;
  quickbooks?: QuickBooksSecret;
  ledger?: LedgerSecret;
};
type SecretsFile = { version: 1; profiles: Record<string, Stored> };

export function secretFile(paths: HomePaths, profile: string): Secrets {
  const read = (): SecretsFile => parse(readJson(paths.secrets, "secrets file"), paths.secrets);
  const own = (): Stored => read().profiles[profile] ?? {};

  async function put<K extends keyof Stored>(service: K, secret: Stored[K]): Promise<void> {
    await exclusive(paths.locks, "secrets", async () => {
      const file = read();
      const stored: Stored = { ...file.profiles[profile] };
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
    ledger: async () => own().ledger,
    putLedger: (secret) => put("ledger", secret),
  };
}

/** A missing file is an empty one. No part of a value is named in the fault. */
function parse(value: Record<string, unknown> | undefined, path: string): SecretsFile {
  if (value === undefined) return { version: 1, profiles: {} };
  const result = v.safeParse(secretsSchema, value);
  if (result.success) return result.output as unknown as SecretsFile;
  const place = v.getDotPath(result.issues[0]) ?? "The file";
  throw damaged(path, "secrets file", `${place} is not what pdqb wrote.`);
}
