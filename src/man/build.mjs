// Writes dist/pdqb.1. A page needs every command, so that it is made from a bundle of its own, which nobody keeps.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = new URL("../../", import.meta.url);
const { version } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL("page.ts", import.meta.url))],
  bundle: true,
  write: false,
  format: "esm",
  platform: "node",
  logLevel: "warning",
});
const [bundle] = outputFiles;
const code = Buffer.from(bundle.contents).toString("base64");
const { pdqbManPage } = await import(`data:text/javascript;base64,${code}`);
writeFileSync(new URL("dist/pdqb.1", root), await pdqbManPage(version));
