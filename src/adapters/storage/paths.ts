/** Where everything lives: one directory for settings, ledger, secrets and locks (docs/design.md 5). */
import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

export type HomePaths = {
  home: string;
  settings: string;
  secrets: string;
  ledger: string;
  locks: string;
  practice: string;
};

/** `PDQB_HOME`, else the OS config directory for `pdqb`. Makes nothing. */
export function homePaths(env: Record<string, string | undefined>): HomePaths {
  const home = env["PDQB_HOME"] || defaultHome(env);
  return {
    home,
    settings: join(home, "settings.json"),
    secrets: join(home, "secrets.json"),
    ledger: join(home, "ledger.db"),
    locks: join(home, "locks"),
    practice: join(home, "practice"),
  };
}

function defaultHome(env: Record<string, string | undefined>): string {
  switch (process.platform) {
    case "darwin":
      return join(homedir(), "Library", "Preferences", "pdqb");
    case "win32":
      return join(env["APPDATA"] || join(homedir(), "AppData", "Roaming"), "pdqb", "Config");
    default: {
      // The rule of XDG: a relative path is ignored. It would make another home in each folder that cron starts from.
      const config = env["XDG_CONFIG_HOME"] ?? "";
      return join(isAbsolute(config) ? config : join(homedir(), ".config"), "pdqb");
    }
  }
}

/** A directory that only its owner can read; made right before something is written into it. */
export function makePrivate(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
}
