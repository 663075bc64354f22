/** The whole tree as it is typed: every help text fits, shows how before what, and each example is understood. Nothing is run. */
import { describe, expect, it } from "vitest";
import { globalFlags } from "../../src/cli/global-flags.ts";
import { typedCommand } from "../../src/cli/to-commander.ts";
import { helpTopics } from "../../src/commands/help/index.ts";
import { hints, SUMMARY, tree } from "../../src/commands/index.ts";
import { pages } from "../support/manual.ts";
import { everyCommand } from "../support/tree.ts";
import { wordsOf } from "./typed.ts";

const topics = helpTopics(() => Promise.reject(new Error("No topic is read here.")));

const cli = { tree, version: "0.0.0", topics, hints, summary: SUMMARY };

async function helpOf(...words: string[]): Promise<[name: string, text: string]> {
  return [["pdqb", ...words].join(" "), await helpText(words)];
}

async function helpText(words: string[], columns?: number): Promise<string> {
  let text = "";
  const write = (written: string) => {
    text += written;
  };
  await typedCommand(cli, [...words, "--help"], write, columns);
  return text;
}

const helpTexts = [await helpOf()];
const commands = await everyCommand();
for (const entry of tree) if ("verbs" in entry) helpTexts.push(await helpOf(entry.name));
for (const [path] of commands) helpTexts.push(await helpOf(...path.split(" ")));

it("a help topic is broken between words at 60 columns, but for what is for a file or a shell", async () => {
  let text = "";
  const write = (written: string) => {
    text += written;
  };
  const lines = {
    ...topics,
    cron: async () => `pdqb x${" word".repeat(20)}\n  ${"x ".repeat(40)}\n`,
  };
  await typedCommand({ ...cli, topics: lines }, ["help", "cron"], write, 60);
  const [prose = "", more, ...rest] = text.split("\n");
  expect(prose.length).toBeLessThanOrEqual(60);
  expect(prose).toMatch(/^pdqb x .*word$/);
  expect(more).toMatch(/^word/);
  expect(rest).toContain(`  ${"x ".repeat(40)}`.trimEnd());
});

const isCommand = (path: string) => commands.some(([known]) => known === path);

/** Which command the line runs. Throws usage for what the program would refuse. */
async function commandOf(line: string): Promise<string> {
  const [program, ...argv] = wordsOf(line);
  expect(program).toBe("pdqb");
  const typed = await typedCommand(cli, argv, () => {});
  if (!typed) throw new Error(`${line}: this is help`);
  return typed.path;
}

describe("help", () => {
  it("is broken between words on a terminal of 60 columns, commands to copy apart", async () => {
    const paths = ["", "customer", ...commands.map(([path]) => path)];
    for (const path of paths) {
      const text = await helpText(path === "" ? [] : path.split(" "), 60);
      const wide = text.split("\n").filter((line) => [...line].length > 60);
      expect(wide.filter((line) => !/pdqb |^ {2}(-|<)|\.csv/.test(line))).toEqual([]);
    }
  });

  it("stays under 80 columns", () => {
    const wide = helpTexts.flatMap(([name, text]) =>
      text
        .split("\n")
        .filter((line) => [...line].length >= 80)
        .map((line) => `${name}: ${line}`),
    );
    expect(wide).toEqual([]);
  });

  it("shows examples before everything but the usage", () => {
    const ofCommands = helpTexts.slice(-commands.length);
    const wrong = ofCommands.filter(([, text]) => {
      const titles = [...text.matchAll(/^([A-Z][\w ]*):$/gm)];
      return titles[0]?.[1] !== "Usage" || titles[1]?.[1] !== "Examples";
    });
    expect(wrong.map(([name]) => name)).toEqual([]);
  });

  it("has examples that the program understands, the first of its own command", async () => {
    const wrong: string[] = [];
    for (const [path, { examples }] of commands) {
      for (const [index, example] of examples.entries()) {
        const ran = await commandOf(example).catch(String);
        if (index === 0 ? ran !== path : !isCommand(ran)) wrong.push(`${example}: ${ran}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

/** Each line of a console or shell block, and each inline word of code, that begins with the program's name. */
function typedIn(text: string): string[] {
  const inBlocks = [...text.matchAll(/^(?:\$ )?(pdqb [^\n]+)$/gm)].map(([, line]) => line);
  const inline = [...text.matchAll(/`(pdqb [^`\n]+)`/g)].map(([, line]) => line);
  return [...new Set([...inBlocks, ...inline].map((line) => (line ?? "").replaceAll("\\|", "|")))];
}

describe("the README and the chapters", () => {
  // Not a marker in an invoice's note, nor a command that is yet to be written.
  const lines = pages
    .flatMap(({ text }) => typedIn(text))
    .filter((line) => !/^pdqb (\d|invoice remind)/.test(line));

  /** Why the program would not run the line; undefined where it would. */
  async function fault(line: string): Promise<string | undefined> {
    const topic = /^pdqb help (\S+)/.exec(line)?.[1];
    if (topic) return Object.keys(topics).includes(topic) ? undefined : "no such topic";
    try {
      if (line.endsWith(" --help")) await typedCommand(cli, wordsOf(line).slice(1), () => {});
      else await commandOf(line);
      return undefined;
    } catch (error) {
      return String(error);
    }
  }

  it("type only what the program understands", async () => {
    const faults = await Promise.all(lines.map(async (line) => [line, await fault(line)]));
    expect(lines.length).toBeGreaterThan(20);
    expect(faults.filter(([, why]) => why !== undefined)).toEqual([]);
  });
});

describe("names", () => {
  it("of commands and flags are written alike, and no two stand for one another", () => {
    for (const [path, { flags }] of commands) {
      expect(path).toMatch(/^[a-z]+( [a-z]+(-[a-z]+)?)?$/);
      for (const name of Object.keys(flags)) expect(name).toMatch(/^[a-z]+([A-Z][a-z]+)*$/);
    }
    const paths = commands.map(([path]) => path);
    expect(new Set(paths).size).toBe(paths.length);
  });

  it("of what lists, makes and ends things are the same everywhere", () => {
    for (const [path, { name, aliases }] of commands) {
      expect(name).not.toMatch(/^(new|add|make|remove|rm|show-all|get-all)$/);
      // A run is given up; nothing in QuickBooks is undone by that.
      if (name === "cancel") expect(path).toBe("run cancel");
      if (name === "list") expect([path, aliases]).toEqual([path, ["ls"]]);
    }
  });
});

it("every command that changes something takes --dry-run and --yes", async () => {
  const others: string[] = [];
  for (const [path, command] of commands) {
    const flags = Object.keys({ ...globalFlags(command), ...command.flags });
    if (!flags.includes("dryRun") || !flags.includes("yes")) others.push(path);
  }
  // These read, ask for themselves, or are about the practice services.
  const may =
    /^(completion|practice|connect|demo|doctor|status|deals|report|check|history)\b|(^| )(list|view|search|show|get|path|open|pdf|refresh|aging|check|backup|init-script)$/;
  expect(others.filter((path) => !may.test(path))).toEqual([]);
  expect(commands.length - others.length).toBeGreaterThan(20);
});
