/** Bundles terminal-app.ts into a temporary folder, as the program itself is bundled. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

export type BundledApp = { file: string; folder: string; remove(): Promise<void> };

export async function bundledApp(): Promise<BundledApp> {
  const folder = await mkdtemp(join(tmpdir(), "pdqb-shell-"));
  const file = join(folder, "app.mjs");
  await build({
    entryPoints: [fileURLToPath(new URL("./terminal-app.ts", import.meta.url))],
    outfile: file,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    logLevel: "error",
    banner: {
      js: 'import{createRequire as __cr}from"module";const require=__cr(import.meta.url);',
    },
  });
  return { file, folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
