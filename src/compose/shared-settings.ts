/** The settings of a profile whose ledger is shared: how deals become invoices is read from there, and changed there for all. */
import { SHARED_SETTINGS } from "../domain/ledger/moved.ts";
import type { Profile, SettingsFile } from "../domain/settings.ts";
import { type SharedSettings, sharedOf, withShared } from "../domain/shared-settings.ts";
import type { Ledger, Settings } from "../ports.ts";

type Sharing = {
  profileName(): Promise<string>;
  /** As the settings file has it. */
  profile(): Promise<Profile>;
  ledger: Ledger;
  now: () => Date;
  isDryRun: boolean;
};

/** What is shared is read once for a run, and again before it is changed. */
export function sharedSettings(
  file: Settings,
  { profileName, profile, ledger, now, isDryRun }: Sharing,
): { settings: Settings; profile(): Promise<Profile> } {
  let shared: Promise<SharedSettings | undefined> | undefined;
  async function read(): Promise<SharedSettings | undefined> {
    const json = await ledger.cursor(SHARED_SETTINGS);
    return json === undefined ? undefined : (JSON.parse(json) as SharedSettings);
  }
  async function overlaid(own: Profile): Promise<Profile> {
    if (own.ledger === undefined) return own;
    shared ??= read();
    const all = await shared;
    return all ? withShared(own, all) : own;
  }
  async function whole(current: SettingsFile): Promise<SettingsFile> {
    const name = await profileName();
    const own = current.profiles[name];
    if (own?.ledger === undefined) return current;
    return { ...current, profiles: { ...current.profiles, [name]: await overlaid(own) } };
  }
  return {
    profile: async () => overlaid(await profile()),
    settings: {
      path: () => file.path(),
      exposed: () => file.exposed(),
      read: async () => whole(await file.read()),
      async update(change) {
        const name = await profileName();
        if ((await file.read()).profiles[name]?.ledger === undefined) return file.update(change);
        if (isDryRun) return void change(await whole(await file.read()));
        await ledger.exclusive("settings", async () => {
          shared = read();
          const before = await whole(await file.read());
          const next = change(before);
          await file.update(() => next);
          const own = next.profiles[name];
          // Whoever leaves a ledger changes nothing for those who stay.
          if (own?.ledger === undefined || own.ledger !== before.profiles[name]?.ledger) return;
          const json = JSON.stringify(sharedOf(own));
          await ledger.saveInvoices([], now().toISOString(), { [SHARED_SETTINGS]: json });
          shared = undefined;
        });
      },
    },
  };
}
