/** The adapters behind their ports, each loaded at its first call. */
import { fileURLToPath } from "node:url";
import type { Rate } from "./adapters/storage/pace-sqlite.ts";
import { type HomePaths, homePaths } from "./adapters/storage/paths.ts";
import { secureRandom, systemClock, thisMachine } from "./adapters/system/machine.ts";
import { policyOf } from "./adapters/system/policy.ts";
import type { Environment } from "./domain/books.ts";
import { hideSecrets } from "./domain/redact.ts";
import type { PipedriveSecret, Profile, QuickBooksSecret } from "./domain/settings.ts";
import { lazyPort } from "./lazy-port.ts";
import type {
  Browser,
  Consent,
  Files,
  Ledger,
  LedgerFile,
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

/** What tests want otherwise than a process of its own. */
export type HostOptions = {
  /** False: requests leave at once, whatever the services' limits are. */
  isPaced?: boolean;
  /** Called with each database that is opened and kept open until the process ends. */
  onOpen?: (database: { close(): void }) => void;
};

export type WorldOptions = HostOptions & {
  env: Record<string, string | undefined>;
  version: string;
  /** The package's own folder. */
  root: URL;
  isDryRun: boolean;
  canShowBrowser: boolean;
  log: ((line: string) => void) | undefined;
  /** What the operator has to know whatever the command is. */
  notice: (text: string) => void;
  /** Told of each row of a list that a service sent and that cannot be read. */
  skipped?: (what: string) => void;
  profileName(): Promise<string>;
  profile(): Promise<Profile>;
  /** The machine's clock, if not given. */
  now?: () => Date;
};

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

export function makePorts(settings: Settings, options: WorldOptions): Ports {
  const { env, profileName, profile } = options;
  const paths = homePaths(env);
  const exclusive = async <T>(key: string, work: () => Promise<T>): Promise<T> =>
    (await import("./adapters/storage/locks-sqlite.ts")).exclusive(paths.locks, key, work);
  const now = options.now ?? (() => new Date());
  const skipping = options.skipped && { skipped: options.skipped };
  const secrets = lazyPort<Secrets>(async () => hidden(await openSecrets(paths, options)));
  const http = async () => httpOptions(paths, options);
  const origin = async (service: "pipedrive" | "quickbooks") =>
    (await profile()).origins?.[service] ?? null;
  const browser = lazyPort<Browser>(async () =>
    (await import("./adapters/system/browser.ts")).systemBrowser(
      options.canShowBrowser && !env.SSH_CONNECTION,
    ),
  );
  return {
    settings: options.isDryRun ? unchanged(settings) : settings,
    secrets,
    browser,
    files: lazyPort<Files>(async () => (await import("./adapters/system/files.ts")).systemFiles),
    clock: { ...systemClock, now },
    random: secureRandom,
    machine: thisMachine,
    policy: policyOf(env, profile),
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
    ledger: lazyPort<Ledger>(() => openProfileLedger(paths, options)),
    ledgerFile: lazyPort<LedgerFile>(async () =>
      (await import("./adapters/storage/ledger-file.ts")).ledgerFile(paths),
    ),
    pipedrive: lazyPort<Pipedrive>(async () => {
      const { openPipedrive } = await import("./adapters/pipedrive/index.ts");
      return openPipedrive({
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
      return openQuickBooks({
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
    }),
    pipedriveLogin: lazyPort<PipedriveLogin>(async () => {
      const { pipedriveLogin } = await import("./adapters/pipedrive/index.ts");
      return pipedriveLogin({ origin: await origin("pipedrive"), now, http: await http() });
    }),
    quickbooksLogin: lazyPort<QuickBooksLogin>(async () => {
      const { quickbooksLogin } = await import("./adapters/quickbooks/index.ts");
      return quickbooksLogin({ origin: await origin("quickbooks"), now, http: await http() });
    }),
  };
}

async function openSecrets(
  paths: HomePaths,
  { profile, profileName }: WorldOptions,
): Promise<Secrets> {
  const name = await profileName();
  if ((await profile()).secrets === "keychain") {
    return (await import("./adapters/storage/secret-keychain.ts")).secretKeychain(name);
  }
  return (await import("./adapters/storage/secret-file.ts")).secretFile(paths, name);
}

/** The same, and nothing of what is read or kept appears in a text from then on. */
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
  return {
    checkKept: () => secrets.checkKept(),
    pipedrive: async () => hide(await secrets.pipedrive()),
    quickbooks: async () => hide(await secrets.quickbooks()),
    putPipedrive: (secret) => secrets.putPipedrive(hide(secret)),
    putQuickBooks: (secret) => secrets.putQuickBooks(hide(secret)),
  };
}

async function openProfileLedger(paths: HomePaths, options: WorldOptions): Promise<Ledger> {
  const { openLedger } = await import("./adapters/storage/ledger-sqlite.ts");
  const { environment, pipedrive, quickbooks } = await options.profile();
  return openLedger({
    paths,
    scope: {
      environment: environment ?? "none",
      pipedriveCompany: pipedrive?.companyId ?? "none",
      realm: quickbooks?.realm ?? "none",
    },
    mode: options.isDryRun ? "dry" : "write",
    now: options.now ?? (() => new Date()),
    ...(options.onOpen && { onOpen: options.onOpen }),
  });
}

/**
 * One below what the services allow, since requests may arrive closer together than they left. Per company and app
 * (docs/quickbooks.md 13.1); of Pipedrive's lowest plan, per token (docs/pipedrive.md 9).
 */
const RATES = {
  quickbooks: [
    { requests: 9, withinMs: 1_000 },
    { requests: 499, withinMs: 60_000 },
  ],
  batch: [{ requests: 39, withinMs: 60_000 }],
  token: [{ requests: 19, withinMs: 2_000 }],
  oauth: [{ requests: 79, withinMs: 2_000 }],
} as const;

async function httpOptions(
  paths: HomePaths,
  { env, version, log, isPaced = true, profile, profileName, onOpen }: WorldOptions,
) {
  const { DEFAULT_TIMEOUT_MS } = await import("./adapters/http.ts");
  const seconds = Number(env.PDQB_TIMEOUT);
  const isSet = Number.isFinite(seconds) && seconds > 0;
  const timeoutMs = isSet ? { read: seconds * 1_000, write: seconds * 1_000 } : DEFAULT_TIMEOUT_MS;
  const plain = { timeoutMs, version, ...(log && { log }) };
  if (!isPaced) return plain;
  const { pacer } = await import("./adapters/storage/pace-sqlite.ts");
  const name = await profileName();
  const { quickbooks, pipedrive } = await profile();
  const books = quickbooks?.realm ?? name;
  const paced = (what: string, rates: readonly Rate[]) => pacer(paths.locks, what, rates, onOpen);
  const pacers = {
    quickbooks: paced(`quickbooks/${books}`, RATES.quickbooks),
    pipedrive: paced(`pipedrive/${name}`, RATES[pipedrive?.method ?? "oauth"]),
  };
  return {
    ...plain,
    pace: async (service: keyof typeof pacers) => {
      await pacers[service]();
    },
    paceBatch: paced(`quickbooks/${books}/batch`, RATES.batch),
  };
}
