/** The ledger of a profile behind its ports: the file of this home, or one on PostgreSQL, which also keeps what its users share. */
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import type { HomePaths } from "../adapters/storage/paths.ts";
import type { Connection } from "../adapters/storage/postgres/connection.ts";
import type { LedgerScope } from "../domain/ledger/ledger.ts";
import { LOCAL, MOVED, SHARED_SETTINGS } from "../domain/ledger/moved.ts";
import type { Profile } from "../domain/settings.ts";
import type { Ledger, LedgerFile, LedgerPlaces, Secrets, Settings } from "../ports.ts";
import type { Pacers } from "./http-options.ts";
import { lazyPort } from "./lazy-port.ts";
import { type LedgerPasswords, ledgerPasswords } from "./ledger-passwords.ts";
import { sharedSettings } from "./shared-settings.ts";

export type LedgerWorld = {
  env: Record<string, string | undefined>;
  isDryRun: boolean;
  now?: (() => Date) | undefined;
  onOpen?: ((database: { close(): void }) => void) | undefined;
  secrets: Secrets;
  notice(text: string): void;
  /** Of this pdqb. */
  version: string;
  askPassword?: ((message: string) => Promise<string>) | undefined;
  profileName(): Promise<string>;
  /** As the settings file has it. */
  profile(): Promise<Profile>;
};

type LedgerPorts = {
  /** The clock of the ledger, which all who share it have in common; as this machine's before it was heard of. */
  now(): Date;
  /** How far it is ahead of this machine's. */
  aheadMs(): number;
  pacers: Pacers;
  ledger: Ledger;
  ledgerFile: LedgerFile;
  ledgerPlaces: LedgerPlaces;
  /** The settings file, with what is shared in the place of the profile's own. */
  settings: Settings;
  /** The profile likewise. */
  profile(): Promise<Profile>;
};

export function ledgerPorts(file: Settings, paths: HomePaths, world: LedgerWorld): LedgerPorts {
  const mode = world.isDryRun ? "dry" : "write";
  const passwords = ledgerPasswords(world);
  const { migrated, connected, aheadMs } = connectionsBy(passwords, paths, world);
  const machine = world.now ?? (() => new Date());
  const now = () => new Date(machine().getTime() + aheadMs());
  const place = async () => (await world.profile()).ledger ?? null;

  async function openAt(address: string | null, scope: LedgerScope): Promise<Ledger> {
    if (address === null) {
      const { openLedger } = await import("../adapters/storage/ledger-sqlite.ts");
      const { onOpen } = world;
      return openLedger({ paths, scope, mode, now, ...(onOpen && { onOpen }) });
    }
    const { openPostgresLedger } = await import("../adapters/storage/postgres/ledger.ts");
    return openPostgresLedger({ connection: await connected(address), scope, mode, now });
  }
  const ledger = lazyPort<Ledger>(async () =>
    openAt(await place(), scopeOf(await world.profile())),
  );
  const own: Pacers["own"] = async (name, rates) => {
    const { pacer } = await import("../adapters/storage/pace-sqlite.ts");
    return pacer(paths.locks, name, rates, world.onOpen);
  };
  const shared: Pacers["shared"] = async (name, rates) => {
    const address = await place();
    if (address === null) return own(name, rates);
    const { postgresPacer } = await import("../adapters/storage/postgres/pace.ts");
    return postgresPacer(await connected(address), name, rates);
  };
  const settings = sharedSettings(file, { ...world, ledger, now });
  return {
    now,
    aheadMs,
    ledger,
    pacers: { own, shared },
    ...settings,
    ledgerFile: lazyPort<LedgerFile>(async () => {
      const address = await place();
      if (address === null)
        return (await import("../adapters/storage/ledger-file.ts")).ledgerFile(paths);
      const { postgresFile } = await import("../adapters/storage/postgres/file.ts");
      return postgresFile(await connected(address));
    }),
    ledgerPlaces: ledgerPlaces({
      ...{ file, paths, world, now, aheadMs, migrated, passwords, connected, place, openAt },
    }),
  };
}

/** One connection of this process to each address. */
function connectionsBy(passwords: LedgerPasswords, paths: HomePaths, world: LedgerWorld) {
  const { onOpen, isDryRun, notice, version } = world;
  const connections = new Map<string, Connection>();

  async function options(address: string) {
    const name = `pdqb ${userInfo().username}@${hostname()}:${process.pid}`.slice(0, 63);
    const parsed = await parsedAddress(address);
    return {
      address: parsed,
      passwords: await passwords.of(parsed),
      name,
      now: world.now,
      onOpen,
    };
  }
  /** To the profile's own ledger. */
  let own: Connection | undefined;
  async function connected(address: string): Promise<Connection> {
    const before = connections.get(address);
    if (before) return before;
    const { Connection } = await import("../adapters/storage/postgres/connection.ts");
    const migrate = isDryRun ? undefined : () => migrated(address);
    const opened = new Connection({ ...(await options(address)), migrate });
    const connection = connections.get(address) ?? opened;
    connections.set(address, connection);
    if ((await world.profile()).ledger === address) own = connection;
    return connection;
  }
  async function migrated(address: string): Promise<void> {
    const { migrate } = await import("../adapters/storage/postgres/migrate.ts");
    const mark = (world.now?.() ?? new Date()).toISOString().replace(/[:.]/g, "-");
    const copyOf = (before: number) => join(paths.home, `ledger.version-${before}-${mark}`);
    await migrate(await options(address), { copyOf, notice, pdqb: version });
  }
  return { migrated, connected, aheadMs: () => own?.skewMs ?? 0 };
}

type Opening = {
  file: Settings;
  paths: HomePaths;
  world: LedgerWorld;
  now(): Date;
  aheadMs(): number;
  migrated(address: string): Promise<void>;
  passwords: LedgerPasswords;
  connected(address: string): Promise<Connection>;
  place(): Promise<string | null>;
  openAt(address: string | null, scope: LedgerScope): Promise<Ledger>;
};

function ledgerPlaces(opening: Opening): LedgerPlaces {
  const { file, paths, world, now, aheadMs, migrated, passwords, connected, place, openAt } =
    opening;
  return {
    prepare: migrated,
    async known(address) {
      const there = await openAt(address, scopeOf(await world.profile()));
      const [counts, movedTo, shared] = await Promise.all([
        there.counts(),
        there.cursor(MOVED),
        there.cursor(SHARED_SETTINGS),
      ]);
      return { ...counts, movedTo, shared };
    },
    async share(address, settings) {
      const there = await openAt(address, scopeOf(await world.profile()));
      await there.saveInvoices([], now().toISOString(), { [SHARED_SETTINGS]: settings });
    },
    async leave() {
      const name = await world.profileName();
      await file.update((all) => {
        const own = all.profiles[name];
        if (own === undefined) return all;
        const { ledger: _left, ...rest } = own;
        return { ...all, profiles: { ...all.profiles, [name]: rest } };
      });
    },
    async move(to) {
      const { moveBetween } = await import("../adapters/storage/move-ledger.ts");
      const from = await place();
      const address = from ?? to;
      if (address === null) throw new Error("A ledger is moved to another place");
      const local = `${LOCAL} on ${hostname()}`;
      const scope = scopeOf(await world.profile());
      const connection = await connected(address);
      return moveBetween({ paths, scope, connection, local, isToLocal: from !== null });
    },
    forgetPasswords: async (but) =>
      passwords.forgetOthers(but === null ? null : await parsedAddress(but)),
    clockAheadMs: async () => aheadMs(),
    async initScript() {
      return (await import("../adapters/storage/postgres/place.ts")).initScript(world.version);
    },
    async others() {
      const address = await place();
      if (address === null) return [];
      const { others } = await import("../adapters/storage/postgres/place.ts");
      return others(await connected(address));
    },
  };
}

const parsedAddress = async (address: string) =>
  (await import("../adapters/storage/postgres/address.ts")).parseAddress(address);

const scopeOf = ({ environment, pipedrive, quickbooks }: Profile): LedgerScope => ({
  environment: environment ?? "none",
  pipedriveCompany: pipedrive?.companyId ?? "none",
  realm: quickbooks?.realm ?? "none",
});
