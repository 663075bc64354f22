/** The Settings port: read with plain file access, since every command reads; written by conf, under a lock. */
import { existsSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import * as v from "valibot";
import type { SettingsFile } from "../../domain/settings.ts";
import type { Settings } from "../../ports.ts";
import { type HomePaths, makePrivate } from "./paths.ts";
import { damaged, readJson, unwritable } from "./read-json.ts";
import { settingsSchema } from "./settings-schema.ts";

const WHAT = "settings file";

/** A missing file is an empty one. Throws `refused` for a damaged file or one of another version; the file stays as it is. */
export function settingsFile(paths: HomePaths): Settings {
  const read = (): SettingsFile => parse(readJson(paths.settings, WHAT), paths.settings);
  return {
    read: async () => read(),
    async update(change) {
      // Most commands only read, and need no database for it.
      const { exclusive } = await import("./locks-sqlite.ts");
      await exclusive(paths.locks, "settings", async () => {
        const next = readable(change(read()));
        makePrivate(dirname(paths.settings));
        try {
          await write(paths, next);
        } catch (cause) {
          throw unwritable(paths.settings, cause);
        }
      });
    },
    exposed: async () =>
      [paths.home, paths.settings, paths.secrets, paths.ledger].filter(
        // Windows has no such modes.
        (path) =>
          process.platform !== "win32" && existsSync(path) && (statSync(path).mode & 0o077) !== 0,
      ),
    path: async () => paths.settings,
  };
}

/**
 * conf takes a write that a full disk has cut short for a whole one, and would put the half in the old file's place. So the whole
 * text is on the disk beside it before, and takes over where conf has failed.
 */
async function write(paths: HomePaths, next: SettingsFile): Promise<void> {
  const { default: Conf } = await import("conf");
  const { replaceFile } = await import("./replace-file.ts");
  const text = `${JSON.stringify(next, undefined, "\t")}\n`;
  const spare = `${paths.settings}.spare`;
  replaceFile(spare, text);
  try {
    const conf = new Conf<SettingsFile>({
      cwd: paths.home,
      configName: "settings",
      projectName: "pdqb",
      projectSuffix: "",
      configFileMode: 0o600,
      serialize: () => text,
    });
    conf.store = next;
  } finally {
    const isWritten = existsSync(paths.settings) && readFileSync(paths.settings, "utf8") === text;
    if (isWritten) rmSync(spare);
    else renameSync(spare, paths.settings);
  }
}

/** What could not be read again must not take the old file's place. */
function readable(next: SettingsFile): SettingsFile {
  const result = v.safeParse(settingsSchema, next);
  if (result.success) return next;
  const issue = result.issues[0];
  throw new Error(`Settings not written: ${v.getDotPath(issue) ?? ""}: ${issue.message}`);
}

function parse(value: Record<string, unknown> | undefined, path: string): SettingsFile {
  if (value === undefined) return { version: 1, profiles: {} };
  if (value["version"] !== 1) {
    throw damaged(path, WHAT, `Its version is ${JSON.stringify(value["version"])}, not 1.`);
  }
  const result = v.safeParse(settingsSchema, value);
  if (!result.success) {
    const issue = result.issues[0];
    throw damaged(path, WHAT, `${v.getDotPath(issue) ?? "The file"}: ${issue.message}.`);
  }
  return result.output as SettingsFile;
}
