/** The adapters behind their ports, each loaded at its first call. */
import { fileURLToPath } from "node:url";
import { type HomePaths, homePaths } from "../adapters/storage/paths.ts";
import { secureRandom, systemClock, thisMachine } from "../adapters/system/machine.ts";
import { policyOf } from "../adapters/system/policy.ts";
import type { Environment } from "../domain/books.ts";
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
} from "../ports.ts";
import { httpOptions } from "./http-options.ts";
import { lazyPort } from "./lazy-port.ts";
import { ledgerPorts } from "./ledgers.ts";
import { openSecrets } from "./open-secrets.ts";
import type { WorldOptions } from "./world-options.ts";

export function settingsPort(env: WorldOptions["env"]): Settings {
  return lazyPort(async () =>
    (await import("../adapters/storage/settings-file.ts")).settingsFile(homePaths(env)),
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

/** What the adapters of a service are opened with. */
type Opening = {
  options: WorldOptions;
  paths: HomePaths;
  secrets: Secrets;
  exclusive: <T>(key: string, work: () => Promise<T>) => Promise<T>;
  now: () => Date;
  http: () => ReturnType<typeof httpOptions>;
  /** Of a login: whoever logs in may have no ledger yet, or none in reach. */
  loginHttp: () => ReturnType<typeof httpOptions>;
};

export function makePorts(settings: Settings, options: WorldOptions): Ports {
  const { env } = options;
  const paths = homePaths(env);
  const now = options.now ?? (() => new Date());
  const secrets = lazyPort<Secrets>(async () => openSecrets(paths, options));
  const ledgers = ledgerPorts(settings, paths, { ...options, secrets });
  const opening: Opening = {
    ...{ options, paths, secrets, now },
    exclusive: async (key, work) =>
      (await import("../adapters/storage/locks-sqlite.ts")).exclusive(paths.locks, key, work),
    http: async () => httpOptions(ledgers.pacers, options),
    loginHttp: async () => httpOptions({ ...ledgers.pacers, shared: ledgers.pacers.own }, options),
  };
  return {
    settings: options.isDryRun ? unchanged(ledgers.settings) : ledgers.settings,
    secrets,
    clock: { ...systemClock, now: ledgers.now },
    random: secureRandom,
    machine: thisMachine,
    policy: policyOf(env, ledgers.profile),
    ledger: ledgers.ledger,
    ledgerFile: ledgers.ledgerFile,
    ledgerPlaces: ledgers.ledgerPlaces,
    ...systemPorts(opening),
    ...pipedrivePorts(opening),
    ...quickbooksPorts(opening, ledgers.aheadMs),
    ...proofPorts(opening),
  };
}

/** What surrounds the program: files, a browser, itself, and the practice services beside it. */
function systemPorts({ options, paths }: Opening) {
  const browser = lazyPort<Browser>(async () =>
    (await import("../adapters/system/browser.ts")).systemBrowser(
      options.canShowBrowser && !options.env.SSH_CONNECTION,
    ),
  );
  return {
    browser,
    files: lazyPort<Files>(async () => (await import("../adapters/system/files.ts")).systemFiles),
    consent: lazyPort<Consent>(async () =>
      (await import("../adapters/system/consent.ts")).systemConsent(browser),
    ),
    practice: lazyPort<Practice>(async () => {
      const { practiceProcess } = await import("../adapters/system/practice-process.ts");
      const serverFile = fileURLToPath(new URL("dist/practice/server.js", options.root));
      return practiceProcess({ dir: paths.practice, serverFile, sleep: systemClock.sleep });
    }),
    program: lazyPort<Program>(async () => {
      const { programItself } = await import("../adapters/system/program.ts");
      return programItself(fileURLToPath(new URL("bin/pdqb.js", options.root)));
    }),
  };
}

function pipedrivePorts({ options, secrets, exclusive, now, http, loginHttp }: Opening) {
  const origin = async () => (await options.profile()).origins?.pipedrive ?? null;
  return {
    pipedrive: lazyPort<Pipedrive>(async () => {
      const { openPipedrive } = await import("../adapters/pipedrive/index.ts");
      const { pipedrive } = await options.profile();
      return openPipedrive({
        ...(pipedrive && { company: pipedrive.companyId }),
        origin: await origin(),
        secrets,
        exclusive,
        profile: await options.profileName(),
        now,
        http: await http(),
        ...(options.skipped && { skipped: options.skipped }),
      });
    }),
    pipedriveLogin: lazyPort<PipedriveLogin>(async () => {
      const { pipedriveLogin } = await import("../adapters/pipedrive/login.ts");
      return pipedriveLogin({ origin: await origin(), now, http: await loginHttp() });
    }),
  };
}

/** `aheadMs`: by how much the clock of the ledger is ahead of this machine's. */
function quickbooksPorts(
  { options, secrets, exclusive, now, http, loginHttp }: Opening,
  aheadMs: () => number,
) {
  const origin = async () => (await options.profile()).origins?.quickbooks ?? null;
  return {
    quickbooks: lazyPort<QuickBooks>(async () => {
      const { openQuickBooks } = await import("../adapters/quickbooks/index.ts");
      const { environment, quickbooks } = await options.profile();
      const books = openQuickBooks({
        realm: quickbooks?.realm ?? "",
        environment: environment as Environment,
        origin: await origin(),
        secrets,
        exclusive,
        profile: await options.profileName(),
        now,
        notice: options.notice,
        ...(options.skipped && { skipped: options.skipped }),
        http: await http(),
      });
      // Held against the clock of the ledger, and measured by this machine's.
      const clockSkewMs = async () => less(await books.clockSkewMs(), aheadMs());
      return { ...books, clockSkewMs };
    }),
    quickbooksLogin: lazyPort<QuickBooksLogin>(async () => {
      const { quickbooksLogin } = await import("../adapters/quickbooks/login.ts");
      return quickbooksLogin({ origin: await origin(), now, http: await loginHttp() });
    }),
  };
}

function proofPorts({ options, paths, secrets, exclusive, now, http }: Opening) {
  return {
    probe: lazyPort<Probe>(async () => {
      const [{ openProbe }, { environment, quickbooks, origins }] = await Promise.all([
        import("./open-probe.ts"),
        options.profile(),
      ]);
      return openProbe({
        realm: quickbooks?.realm ?? "",
        ...(quickbooks && { country: quickbooks.country }),
        environment: environment as Environment,
        origins: origins ?? { pipedrive: null, quickbooks: null },
        secrets,
        exclusive,
        profile: await options.profileName(),
        now,
        http: await http(),
      });
    }),
    proofJournal: lazyPort<ProofJournal>(async () => {
      const { proofJournal } = await import("../adapters/storage/proof-journal.ts");
      return proofJournal(paths, { profile: await options.profileName(), now });
    }),
  };
}
