// Builds dist/: the program and the practice services with every package in them, the notices of those packages and the
// manual page. Only what holds a compiled library stays outside, as a dependency that npm fetches for the user's platform.
import { rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { noticesOf } from "./notices.mjs";
import { thinPipedrive } from "./thin-pipedrive.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));

// What CommonJS packages expect to find, and an ES module does not have.
const banner = [
  "import{createRequire as __cr}from'module';",
  "import{fileURLToPath as __fu}from'url';",
  "import{dirname as __dn}from'path';",
  "const require=__cr(import.meta.url);",
  "const __filename=__fu(import.meta.url),__dirname=__dn(__filename);",
].join("");

rmSync(new URL("../../dist", import.meta.url), { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ["src/main.ts", "src/practice/server.ts"],
  bundle: true,
  splitting: true,
  minify: true,
  format: "esm",
  platform: "node",
  target: "node20",
  outbase: "src",
  outdir: "dist",
  chunkNames: "chunks/[name]-[hash]",
  alias: { "@inquirer/editor": fileURLToPath(new URL("no-editor.mjs", import.meta.url)) },
  plugins: [thinPipedrive(fileURLToPath(new URL("../adapters/pipedrive", import.meta.url)))],
  external: ["@photostructure/sqlite", "@napi-rs/keyring"],
  banner: { js: banner },
  metafile: true,
  logLevel: "warning",
});
writeFileSync(new URL("../../dist/NOTICES.txt", import.meta.url), noticesOf(metafile, root));
await import("../man/build.mjs");
