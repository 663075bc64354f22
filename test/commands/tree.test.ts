/** The whole tree as it is typed: every help text fits, shows how before what, and each example is understood. Nothing is run. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Command } from "../../src/cli/command.ts";
import { commandHelp, nounHelp, topHelp } from "../../src/cli/help.ts";
import { parseFlags } from "../../src/cli/parse-flags.ts";
import { findRoute } from "../../src/cli/route.ts";
import type { Context } from "../../src/commands/context.ts";
import { helpTopics } from "../../src/commands/help/index.ts";
import { SUMMARY, tree } from "../../src/commands/index.ts";
import { wordsOf } from "./typed.ts";

const topics = helpTopics(() => Promise.reject(new Error("No topic is read here.")));

const helpTexts: [name: string, text: string][] = [
  ["pdqb", topHelp(tree, { summary: SUMMARY, topics: Object.keys(topics) })],
];
const commands: [path: string, command: Command<Context>][] = [];
for (const entry of tree) {
  if ("command" in entry) {
    commands.push([entry.name, await entry.command()]);
    continue;
  }
  const verbs = await entry.verbs();
  helpTexts.push([`pdqb ${entry.name}`, nounHelp(entry, verbs)]);
  commands.push(
    ...verbs.map((verb): (typeof commands)[number] => [`${entry.name} ${verb.name}`, verb]),
  );
}
helpTexts.push(
  ...commands.map(([path, command]): [string, string] => [
    `pdqb ${path}`,
    commandHelp(path, command),
  ]),
);

/** Which command the line runs. Throws usage for what the program would refuse. */
async function commandOf(line: string): Promise<string> {
  const [program, ...argv] = wordsOf(line);
  expect(program).toBe("pdqb");
  const route = await findRoute(tree, argv, topics);
  if (route.kind !== "command") throw new Error(`${line}: this is ${route.kind}`);
  const parsed = await parseFlags(route.path, route.command, route.rest);
  expect(parsed.kind).toBe("run");
  return route.path;
}

describe("help", () => {
  it.each(helpTexts)("of %s stays under 80 columns", (_name, text) => {
    expect(text.split("\n").filter((line) => [...line].length >= 80)).toEqual([]);
  });

  it.each(commands)("of %s shows examples before everything but the usage", (path, command) => {
    const titles = [...commandHelp(path, command).matchAll(/^([A-Z][\w ]*):$/gm)].map(
      ([, title]) => title,
    );
    expect(titles.slice(0, 2)).toEqual(["Usage", "Examples"]);
  });
});

describe("the examples", () => {
  it.each(commands)("of %s are understood", async (path, { examples }) => {
    const paths = await Promise.all(examples.map(commandOf));
    expect(paths[0]).toBe(path);
  });
});

/** Each line of a console or shell block, and each inline word of code, that begins with the program's name. */
function typedIn(text: string): string[] {
  const inBlocks = [...text.matchAll(/^(?:\$ )?(pdqb [^\n]+)$/gm)].map(([, line]) => line);
  const inline = [...text.matchAll(/`(pdqb [^`\n]+)`/g)].map(([, line]) => line);
  return [...new Set([...inBlocks, ...inline].map((line) => (line ?? "").replaceAll("\\|", "|")))];
}

describe("the README", () => {
  const lines = typedIn(readFileSync(new URL("../../README.md", import.meta.url), "utf8")).filter(
    // A marker in an invoice's note, and a command that is yet to be written.
    (line) => !/^pdqb (\d|invoice remind)/.test(line),
  );

  it.each(lines)("types what is understood: %s", async (line) => {
    if (line.startsWith("pdqb help ")) {
      expect(Object.keys(topics)).toContain(line.split(" ")[2]);
      return;
    }
    if (/ --help$/.test(line)) return void (await findRoute(tree, wordsOf(line).slice(1), topics));
    expect(await commandOf(line)).not.toBe("");
  });
});

describe("names", () => {
  it("of commands and flags are written alike, and no two stand for one another", () => {
    for (const [path, { flags }] of commands) {
      expect(path).toMatch(/^[a-z]+( [a-z]+)?$/);
      for (const name of Object.keys(flags)) expect(name).toMatch(/^[a-z]+([A-Z][a-z]+)*$/);
    }
    const paths = commands.map(([path]) => path);
    expect(new Set(paths).size).toBe(paths.length);
  });

  it("of what lists, makes and ends things are the same everywhere", () => {
    for (const [path, { name, aliases }] of commands) {
      expect(name).not.toMatch(/^(new|add|make|remove|rm|show-all|get-all|cancel)$/);
      if (name === "list") expect([path, aliases]).toEqual([path, ["ls"]]);
    }
  });
});
