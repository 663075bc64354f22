/** The only place that sees everything: reads argv and environment, builds the adapters lazily, runs, and ends with the exit code. */
import { hostname, userInfo } from "node:os";
import { homePaths } from "./adapters/storage/paths.ts";
import type { GlobalFlags } from "./cli/command.ts";
import { systemIo } from "./cli/io.ts";
import { runTree } from "./cli/run.ts";
import type { Shell } from "./cli/shell.ts";
import type { Context } from "./commands/context.ts";
import { tree } from "./commands/index.ts";
import { lazyPort } from "./lazy-port.ts";
import type { Secrets, Settings } from "./ports.ts";

export async function main(version: string): Promise<void> {
  const io = systemIo(process);
  const code = await runTree({
    tree,
    argv: process.argv.slice(2),
    io,
    version,
    makeContext: async (globals, _command, shell) => makeContext(globals, shell),
    summary: "Turn Pipedrive deals into QuickBooks Online invoices: exactly once, to the cent.",
  });
  await io.flush();
  process.exit(code);
}

function makeContext(globals: GlobalFlags, shell: Shell): Context {
  const paths = homePaths(process.env);
  const settings = lazyPort<Settings>(async () =>
    (await import("./adapters/storage/settings-file.ts")).settingsFile(paths),
  );
  const profileName = async () => {
    const { chooseProfile } = await import("./domain/profile.ts");
    return chooseProfile(
      await settings.read(),
      globals.profile ?? (process.env["PDQB_PROFILE"] || undefined),
    );
  };
  const secrets = lazyPort<Secrets>(async () =>
    (await import("./adapters/storage/secret-file.ts")).secretFile(paths, await profileName()),
  );
  const machine = { host: hostname(), user: userInfo().username };
  return { ...shell, globals, profileName, ports: { settings, secrets, machine } };
}
