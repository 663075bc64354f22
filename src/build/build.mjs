// Builds dist/: the program and the practice services with every package in them, the notices of those packages and the
// manual page. Only what holds a compiled library stays outside, as a dependency that npm fetches for the user's platform.
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildApart, takeApart } from "./apart.mjs";
import { noticesOf } from "./notices.mjs";
import { pdfFonts } from "./pdf-fonts.mjs";
import { putOff } from "./put-off.mjs";
import { thinEcharts } from "./thin-echarts.mjs";
import { thinPipedrive } from "./thin-pipedrive.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const file = (path) => fileURLToPath(new URL(path, import.meta.url));

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: "node",
  target: "node20",
  external: ["@photostructure/sqlite", "@napi-rs/keyring", "pg-native", "pg-cloudflare"],
  metafile: true,
  logLevel: "warning",
};

// What CommonJS packages expect to find, and an ES module does not have.
const banner = [
  "import{createRequire as __cr}from'module';",
  "import{fileURLToPath as __fu}from'url';",
  "import{dirname as __dn}from'path';",
  "const require=__cr(import.meta.url);",
  "const __filename=__fu(import.meta.url),__dirname=__dn(__filename);",
].join("");

rmSync(new URL("../../dist", import.meta.url), { recursive: true, force: true });
const commonJs = {
  ...common,
  format: "cjs",
  supported: { "dynamic-import": false },
  define: { "import.meta.url": "__mainUrl" },
  banner: { js: "const __mainUrl=require('url').pathToFileURL(__filename).href;" },
};
const built = await Promise.all([
  // bin/pdqb.js compiles it, and the services' clients, with what V8 made of them here.
  build({
    ...commonJs,
    entryPoints: ["src/main.ts"],
    outfile: "dist/main.cjs",
    plugins: [takeApart, putOff],
  }),
  ...(await buildApart({
    ...commonJs,
    alias: { "@inquirer/editor": file("no-editor.mjs") },
    plugins: [
      putOff,
      thinPipedrive(file("../adapters/pipedrive")),
      thinEcharts(file("../cli/document/bar-chart.ts")),
    ],
  })),
  build({
    ...common,
    entryPoints: ["src/practice/server.ts"],
    outdir: "dist/practice",
    format: "esm",
    // What the server asks for later, such as the PDFs, stands in files of its own.
    splitting: true,
    plugins: [pdfFonts],
    banner: { js: banner },
  }),
]);
// Read as Latin-1, which is faster, so that what esbuild leaves as it is in regular expressions is escaped here.
const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
for (const name of ["main.cjs", "packages/services.cjs"]) {
  const kept = new URL(`../../dist/${name}`, import.meta.url);
  writeFileSync(kept, readFileSync(kept, "utf8").replace(/[^\x00-\x7f]/g, escaped));
}
const outputs = Object.assign({}, ...built.map(({ metafile }) => metafile.outputs));
writeFileSync(new URL("../../dist/NOTICES.txt", import.meta.url), noticesOf({ outputs }, root));
// In a process of its own, since V8 keeps what has been compiled by the time that it is asked.
execFileSync(process.execPath, [file("compile.cjs")], { stdio: ["ignore", "ignore", "inherit"] });
await import("../man/build.mjs");
