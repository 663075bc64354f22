/** The manual page holds every command of the tree, and is read by man without a complaint. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { tree } from "../../src/commands/index.ts";
import { pdqbManPage } from "../../src/man/page.ts";

const BUILT = join(import.meta.dirname, "../../dist/pdqb.1");
const page = await pdqbManPage("0.0.0");

const commands: [path: string, flags: string[]][] = [];
for (const entry of tree) {
  const isOne = "command" in entry;
  for (const command of isOne ? [await entry.command()] : await entry.verbs())
    if (!command.hidden)
      commands.push([
        isOne ? entry.name : `${entry.name} ${command.name}`,
        Object.keys(command.flags),
      ]);
}

it("has a heading for each command, and none for what is hidden", () => {
  const paths = commands.map(([path]) => path);
  const headings = [...page.matchAll(/^\.SS pdqb (.*)$/gm)].map(([, path = ""]) =>
    path.replaceAll("\\-", "-"),
  );
  expect(headings).toEqual(paths);
});

it("tells each flag below the heading of its command, with what it is for", () => {
  const sections = new Map(
    page
      .replaceAll("\\-", "-")
      .split(/^\.SS pdqb /m)
      .map((section) => [section.split("\n")[0], section] as const),
  );
  const missing = commands.flatMap(([path, flags]) =>
    flags
      .map((name) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`)
      .filter((name) => !new RegExp(`${name}\\b.*\\n\\S`).test(sections.get(path) ?? ""))
      .map((name) => `${path} ${name}`),
  );
  expect(missing).toEqual([]);
  expect(commands.flatMap(([, flags]) => flags).length).toBeGreaterThan(150);
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
