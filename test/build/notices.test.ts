/** The build ends at a package in the bundle that has no licence text, or a licence that nobody has agreed to. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";

const { noticesOf } = await import(new URL("../../src/build/notices.mjs", import.meta.url).href);
const root = mkdtempSync(join(tmpdir(), "pdqb-notices-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function noticesWith(name: string, license: string, files: Record<string, string>): string {
  const folder = join(root, "node_modules", name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name, version: "1.2.3", license }));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  const inputs = { [`node_modules/${name}/lib/a.js`]: {}, "src/main.ts": {} };
  return noticesOf({ outputs: { "dist/main.js": { inputs } } }, root);
}

it("says name, version, licence and text, and nothing about own code", () => {
  const text = noticesWith("@some/one", "MIT", { "LICENSE.md": "Copyright One\nDo as you like." });
  expect(text).toContain("these packages (1)");
  expect(text).toContain("@some/one 1.2.3 (MIT)\n\nCopyright One\nDo as you like.\n");
});

it("takes the notice of an Apache package, and the text at the end of a README", () => {
  expect(
    noticesWith("apache", "Apache-2.0", { LICENSE: "The text", "NOTICE.txt": "Made by A" }),
  ).toContain("The text\n\nMade by A");
  const readme = "# Two\n\nLicense\n-------\n\nCopyright &lt;Two&gt;";
  expect(noticesWith("two", "ISC", { "README.md": readme })).toContain("Copyright <Two>");
});

it("takes a choice of licences of which one is allowed", () => {
  expect(noticesWith("choice", "(GPL-3.0 OR MIT)", { LICENSE: "x" })).toContain("choice 1.2.3");
});

it.each([
  ["no text", "MIT", { "README.md": "## License\n\nMIT" }, /no text of its licence/],
  ["copyleft", "GPL-3.0", { LICENSE: "x" }, /licence GPL-3.0 is not allowed/],
  ["both", "MIT AND GPL-3.0", { LICENSE: "x" }, /is not allowed/],
  ["unnamed", "", { LICENSE: "x" }, /is not allowed/],
] as const)("refuses: %s", (name, licence, files, message) => {
  expect(() => noticesWith(name.replace(" ", "-"), licence, files)).toThrow(message);
});
