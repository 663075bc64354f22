/** Passwords of ledgers on PostgreSQL: of the environment, kept with the profile's secrets, or asked for at a terminal. */
import type { Address } from "../adapters/storage/postgres/address.ts";
import type { Passwords } from "../adapters/storage/postgres/log-in.ts";
import { hideSecrets } from "../domain/redact.ts";
import type { Secrets } from "../ports.ts";

type Keeping = {
  env: Record<string, string | undefined>;
  secrets: Secrets;
  /** A dry run keeps no secret. */
  isDryRun: boolean;
  askPassword?: ((message: string) => Promise<string>) | undefined;
};

export type LedgerPasswords = {
  of(address: Address): Promise<Passwords>;
  /** Those that were kept of any other ledger than this one; null: of all. */
  forgetOthers(address: Address | null): Promise<void>;
};

export function ledgerPasswords({ env, secrets, isDryRun, askPassword }: Keeping): LedgerPasswords {
  /** So that nobody is asked twice in one run. */
  const asked = new Map<string, string>();
  return {
    async of(address) {
      const { passwordOfService } = await import("../adapters/storage/postgres/service-file.ts");
      const given = passwordOfService(env, address) ?? (env["PGPASSWORD"] || undefined);
      if (given !== undefined) hideSecrets(given);
      const whose = loginOf(address);
      return {
        given,
        kept: async () => asked.get(whose) ?? (await secrets.ledger())?.passwords[whose],
        async keep(password) {
          hideSecrets(password);
          asked.set(whose, password);
          if (isDryRun) return;
          const kept = (await secrets.ledger())?.passwords;
          await secrets.putLedger({ passwords: { ...kept, [whose]: password } });
        },
        ask: askPassword,
      };
    },
    async forgetOthers(address) {
      const kept = (await secrets.ledger())?.passwords ?? {};
      const whose = address && loginOf(address);
      const others = Object.keys(kept).filter((login) => login !== whose);
      if (others.length === 0) return;
      const own = whose === null ? undefined : kept[whose];
      await secrets.putLedger(
        own === undefined || whose === null ? undefined : { passwords: { [whose]: own } },
      );
    },
  };
}

/** To whom a password may be given. */
const loginOf = ({ user, host, port, database }: Address): string =>
  `${user ?? ""}@${host}:${port}/${database}`;
