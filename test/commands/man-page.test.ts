/** The manual page holds every command of the tree, and is read by man without a complaint. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { tree } from "../../src/commands/index.ts";
import { pdqbManPage } from "../../src/man/page.ts";

const BUILT = join(import.meta.dirname, "../../dist/pdqb.1");
const page = await pdqbManPage("0.0.0");

it("has a heading for each command, and none for what is hidden", async () => {
  const paths: string[] = [];
  for (const entry of tree) {
    if ("command" in entry) paths.push(entry.name);
    else
      for (const { name, hidden } of await entry.verbs())
        if (!hidden) paths.push(`${entry.name} ${name}`);
  }
  const headings = [...page.matchAll(/^\.SS pdqb (.*)$/gm)].map(([, path = ""]) =>
    path.replaceAll("\\-", "-"),
  );
  expect(headings).toEqual(paths);
});

it("holds no line that roff would take for a command of its own", () => {
  const macros = new Set([...page.matchAll(/^\.([A-Za-z]*)/gm)].map(([, name]) => name));
  expect([...macros].sort()).toEqual(["PP", "SH", "SS", "TH", "TP", "fi", "nf"]);
  expect(page).not.toMatch(/^'/m);
});

it("is what the build wrote, but for the version", () => {
  const { version } = JSON.parse(
    readFileSync(join(import.meta.dirname, "../../package.json"), "utf8"),
  );
  expect(readFileSync(BUILT, "utf8")).toBe(page.replace("pdqb 0.0.0", `pdqb ${version}`));
});

const hasGroff = spawnSync("groff", ["--version"]).status === 0;
it.skipIf(!hasGroff)("is set by groff without a warning", () => {
  const { stdout, stderr, status } = spawnSync("groff", ["-man", "-Kutf8", "-Tutf8", "-ww"], {
    input: page,
    encoding: "utf8",
  });
  expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  // Bold is a letter struck twice.
  expect(stdout.replace(/.\x08/gu, "")).toContain("EXIT STATUS");
});
