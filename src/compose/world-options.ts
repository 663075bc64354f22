/** What the ports of a run depend on. */
import type { Profile } from "../domain/settings.ts";

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
  /** Typed unseen; missing where nobody can be asked. */
  askPassword?: ((message: string) => Promise<string>) | undefined;
  /** Told of each row of a list that a service sent and that cannot be read. */
  skipped?: (what: string) => void;
  profileName(): Promise<string>;
  profile(): Promise<Profile>;
  /** The machine's clock, if not given. */
  now?: () => Date;
};
