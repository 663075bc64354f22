/** The adapters behind their ports, each loaded at its first call. */
import { fileURLToPath } from "node:url";
import { homePaths } from "./adapters/storage/paths.ts";
import { secureRandom, systemClock, thisMachine } from "./adapters/system/machine.ts";
import { policyOf } from "./adapters/system/policy.ts";
import type { Environment } from "./domain/books.ts";
import { httpOptions } from "./http-options.ts";
import { lazyPort } from "./lazy-port.ts";
import { ledgerPorts } from "./ledgers.ts";
import { openSecrets } from "./open-secrets.ts";
import type {
  Browser,
  Consent,
  Files,
  Pipedrive,
  PipedriveLogin,
  Ports,
  Practice,
  Probe,
  Program,
  ProofJournal,
  QuickBooks,
  QuickBooksLogin,
  Secrets,
  Settings,
} from "./ports.ts";
import type { WorldOptions } from "./world-options.ts";

export function settingsPort(env: WorldOptions["env"]): Settings {
  return lazyPort(async () =>
    (await import("./adapters/storage/settings-file.ts")).settingsFile(homePaths(env)),
  );
}

/** Of a dry run: a change is worked out, with all that may be wrong with it, and not kept. */
function unchanged(settings: Settings): Settings {
  return {
    path: () => settings.path(),
    read: () => settings.read(),
    exposed: () => settings.exposed(),
    update: async (change) => void change(await settings.read()),
  };
}

const less = (one: number | null, other: number) => (one === null ? null : one - other);

export function makePorts(settings: Settings, options: WorldOptions): Ports {
  const { env, profileName, profile } = options;
  const paths = homePaths(env);
  const exclusive = async <T>(key: string, work: () => Promise<T>): Promise<T> =>
    (await import("./adapters/storage/locks-sqlite.ts")).exclusive(paths.locks, key, work);
  const now = options.now ?? (() => new Date());
  const secrets = lazyPort<Secrets>(async () => openSecrets(paths, options));
  const ledgers = ledgerPorts(settings, paths, { ...options, secrets });
  const skipping = options.skipped && { skipped: options.skipped };
  const http = async () => httpOptions(ledgers.pacers, options);
  // Somebody who logs in may have no ledger yet, or none in reach.
  const loginHttp = async () =>
    httpOptions({ ...ledgers.pacers, shared: ledgers.pacers.own }, options);
  const origin = async (service: "pipedrive" | "quickbooks") =>
    (await profile()).origins?.[service] ?? null;
  const browser = lazyPort<Browser>(async () =>
    (await import("./adapters/system/browser.ts")).systemBrowser(
      options.canShowBrowser && !env.SSH_CONNECTION,
    ),
  );
  return {
    settings: options.isDryRun ? unchanged(ledgers.settings) : ledgers.settings,
    secrets,
    browser,
    files: lazyPort<Files>(async () => (await import("./adapters/system/files.ts")).systemFiles),
    clock: { ...systemClock, now: ledgers.now },
    random: secureRandom,
    machine: thisMachine,
    policy: policyOf(env, ledgers.profile),
    consent: lazyPort<Consent>(async () =>
      (await import("./adapters/system/consent.ts")).systemConsent(browser),
    ),
    practice: lazyPort<Practice>(async () => {
      const { practiceProcess } = await import("./adapters/system/practice-process.ts");
      const serverFile = fileURLToPath(new URL("dist/practice/server.js", options.root));
      return practiceProcess({ dir: paths.practice, serverFile, sleep: systemClock.sleep });
    }),
    probe: lazyPort<Probe>(async () => {
      const [{ openProbe }, { environment, quickbooks }] = await Promise.all([
        import("./open-probe.ts"),
        profile(),
      ]);
      return openProbe({
        realm: quickbooks?.realm ?? "",
        ...(quickbooks && { country: quickbooks.country }),
        environment: environment as Environment,
        origins: (await profile()).origins ?? { pipedrive: null, quickbooks: null },
        secrets,
        exclusive,
        profile: await profileName(),
        now,
        http: await http(),
      });
    }),
    proofJournal: lazyPort<ProofJournal>(async () => {
      const { proofJournal } = await import("./adapters/storage/proof-journal.ts");
      return proofJournal(paths, { profile: await profileName(), now });
    }),
    program: lazyPort<Program>(async () => {
      const { programItself } = await import("./adapters/system/program.ts");
      return programItself(fileURLToPath(new URL("bin/pdqb.js", options.root)));
    }),
    ledger: ledgers.ledger,
    ledgerFile: ledgers.ledgerFile,
    ledgerPlaces: ledgers.ledgerPlaces,
    pipedrive: lazyPort<Pipedrive>(async () => {
      const { openPipedrive } = await import("./adapters/pipedrive/index.ts");
      const { pipedrive } = await profile();
      return openPipedrive({
        ...(pipedrive && { company: pipedrive.companyId }),
        origin: await origin("pipedrive"),
        secrets,
        exclusive,
        profile: await profileName(),
        now,
        http: await http(),
        ...skipping,
      });
    }),
    quickbooks: lazyPort<QuickBooks>(async () => {
      const { openQuickBooks } = await import("./adapters/quickbooks/index.ts");
      const { environment, quickbooks } = await profile();
      const books = openQuickBooks({
        realm: quickbooks?.realm ?? "",
        environment: environment as Environment,
        origin: await origin("quickbooks"),
        secrets,
        exclusive,
        profile: await profileName(),
        now,
        notice: options.notice,
        ...skipping,
        http: await http(),
      });
      // Held against the clock of the ledger, and measured by this machine's.
      const clockSkewMs = async () => less(await books.clockSkewMs(), ledgers.aheadMs());
      return { ...books, clockSkewMs };
    }),
    pipedriveLogin: lazyPort<PipedriveLogin>(async () => {
      const { pipedriveLogin } = await import("./adapters/pipedrive/login.ts");
      return pipedriveLogin({ origin: await origin("pipedrive"), now, http: await loginHttp() });
    }),
    quickbooksLogin: lazyPort<QuickBooksLogin>(async () => {
      const { quickbooksLogin } = await import("./adapters/quickbooks/login.ts");
      return quickbooksLogin({ origin: await origin("quickbooks"), now, http: await loginHttp() });
    }),
  };
}
