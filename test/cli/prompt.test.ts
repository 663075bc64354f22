/** Who is asked, and what is said where nobody can answer. */
import { PassThrough } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { ioFor, systemIo, wantsColor } from "../../src/cli/io.ts";
import { makeProgress, progressText } from "../../src/cli/progress.ts";
import { makeAsk } from "../../src/cli/prompt.ts";
import { typist } from "../support/typist.ts";
import { capturedIo } from "./captured-io.ts";
import { run } from "./sample-tree.ts";

describe("without anybody to ask", () => {
  it("every question is a usage error that names its flag, and nothing is drawn", async () => {
    const io = capturedIo();
    const ask = makeAsk(io);
    const questions = [
      ask.confirm("Make \u001b[1mit?", { flag: "--yes" }),
      ask.confirmOrStop("Make it?", { flag: "--yes", given: false }),
      ask.select("Make it?", [{ value: 1, name: "one" }], { flag: "--item <id>" }),
      ask.search("Make it?", async () => [], { flag: "--item <id>" }),
      ask.text("Make it?", { flag: "--name <text>" }),
      ask.password("Make it?", { flag: "--token-stdin" }),
    ];
    const flags = [
      "--yes",
      "--yes",
      "--item <id>",
      "--item <id>",
      "--name <text>",
      "--token-stdin",
    ];
    for (const [index, question] of questions.entries()) {
      await expect(question).rejects.toMatchObject({
        kind: "usage",
        message: 'An answer is missing: "Make it?"',
        next: [flags[index]],
      });
    }
    expect(io.stderr()).toBe("");
  });

  it("a write is refused with exit 2, and goes through with --yes", async () => {
    expect(await run("bill create x")).toMatchObject({ code: 2, stdout: "" });
    expect(await run("bill create x --yes")).toMatchObject({
      code: 0,
      stdout: "Bill 1044 made.\n",
    });
    expect(await run("bill create x --dry-run")).toMatchObject({
      code: 0,
      stdout: "Bill 1044 planned.\n",
    });
  });

  it("--no-input forbids the question on a terminal too", async () => {
    const terminal = { errIsTerminal: true, canAsk: true };
    const { code, stderr } = await run("bill create x --no-input", capturedIo(terminal));
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `✗ An answer is missing: "Make the bill?"
  Nothing is asked here (--no-input, PDQB_NO_INPUT, or no terminal to read
  from). Nothing was sent.
  Next: pdqb bill create x --no-input --yes
`,
    });
  });
});

/** Enough of a process for `systemIo`: streams that are terminals or not. */
function processLike(terminals: { in?: boolean; out?: boolean; err?: boolean }, env = {}) {
  const stream = (isTTY = false) => ({ isTTY, columns: 100, on() {}, write() {} });
  return {
    stdin: stream(terminals.in),
    stdout: stream(terminals.out),
    stderr: stream(terminals.err),
    env,
    on() {},
  } as unknown as Parameters<typeof systemIo>[0];
}

describe("a list", () => {
  it("is drawn with its cursor on the row to begin with, and never first on another", async () => {
    const choices = ["one", "two", "three"].map((name, value) => ({ value, name }));
    const { answers, ended } = typist(
      (io) => makeAsk(io).select("Which?", choices, { flag: "--which <n>", default: 2 }),
      {},
    );
    await answers("❯", "enter");
    const { code, screen } = await ended;
    expect(code).toBe(2);
    expect(screen).toContain("❯ three");
    expect(screen).not.toContain("❯ one");
  });
});

describe("the system's streams", () => {
  it("can ask only with a terminal to read from and one to draw on, unless PDQB_NO_INPUT is set", () => {
    const both = { in: true, err: true };
    expect(systemIo(processLike(both)).canAsk).toBe(true);
    expect(systemIo(processLike({ in: true, out: true })).canAsk).toBe(false);
    expect(systemIo(processLike({ out: true, err: true })).canAsk).toBe(false);
    expect(systemIo(processLike(both, { PDQB_NO_INPUT: "1" })).canAsk).toBe(false);
    expect(systemIo(processLike(both, { PDQB_NO_INPUT: "0" })).canAsk).toBe(true);
    const flags = { color: true, input: false, debug: false };
    expect(ioFor(systemIo(processLike(both)), flags).canAsk).toBe(false);
  });

  it("colour by stream, variables and flag", () => {
    const cases: [env: Record<string, string>, isTerminal: boolean, color: boolean][] = [
      [{}, true, true],
      [{}, false, false],
      [{ NO_COLOR: "1" }, true, false],
      [{ NO_COLOR: "" }, true, true],
      [{ TERM: "dumb" }, true, false],
      [{ CLICOLOR: "0" }, true, false],
      [{ FORCE_COLOR: "1" }, false, true],
      [{ FORCE_COLOR: "0" }, true, false],
      [{ CLICOLOR_FORCE: "1" }, false, true],
      [{ CLICOLOR_FORCE: "1", FORCE_COLOR: "" }, false, true],
      [{ CLICOLOR_FORCE: "1", NO_COLOR: "1" }, true, false],
      [{ FORCE_COLOR: "1", TERM: "dumb" }, true, true],
    ];
    for (const [env, isTerminal, color] of cases) {
      expect({ env, isTerminal, color: wantsColor(env, isTerminal) }).toEqual({
        env,
        isTerminal,
        color,
      });
    }
    expect(systemIo(processLike({ err: true }))).toMatchObject({ color: false, errColor: true });
    const flags = { color: false, input: true, debug: true };
    expect(ioFor(systemIo(processLike({ out: true })), flags)).toMatchObject({
      color: false,
      debug: true,
    });
  });

  it("redraw no line of a dumb terminal", () => {
    expect(systemIo(processLike({ err: true }, { TERM: "dumb" })).canRedraw).toBe(false);
    expect(systemIo(processLike({ err: true }, { TERM: "xterm" })).canRedraw).toBe(true);
  });
});

describe("progress", () => {
  const terminal = { errIsTerminal: true, canRedraw: true };
  const talk = { quiet: false, json: false };
  const cases: [why: string, io: object, globals: typeof talk][] = [
    ["in a log", {}, talk],
    ["on a dumb terminal", { errIsTerminal: true }, talk],
    ["with --quiet", terminal, { ...talk, quiet: true }],
    ["with --json", terminal, { ...talk, json: true }],
  ];
  for (const [why, streams, globals] of cases) {
    it(`draws nothing ${why}, and gives back what the work gives`, async () => {
      const io = capturedIo(streams);
      const result = await makeProgress(io, globals).during("Reading", async (update) => {
        update("Reading 2");
        return 7;
      });
      expect({ result, stderr: io.stderr() }).toEqual({ result: 7, stderr: "" });
    });
  }

  it("draws a cleaned line that fits, and wipes it when the work fails", async () => {
    const written: string[] = [];
    let fail: (error: Error) => void = () => {};
    const io = capturedIo({
      ...terminal,
      width: 20,
      err(text) {
        written.push(text);
        if (written.length === 1) fail(new Error("no"));
      },
    });
    const work = () => new Promise<never>((_resolve, reject) => (fail = reject));
    const during = makeProgress(io, talk).during("Reading \u001b[31mbills of everybody", work);
    // The line's own timers keep no process alive; this one does, until it is drawn.
    const alive = setInterval(() => {}, 1000);
    await expect(during).rejects.toThrow("no");
    clearInterval(alive);
    expect(written).toEqual(["\r\u001b[K⠋ Reading bills…", "\r\u001b[K"]);
  });
});

// A terminal reflows what was drawn: 69 columns are two rows of 40, and the cursor stands in the second.
it("a line that a narrower window has broken is wiped whole, and drawn as it fits by then", async () => {
  const written: string[] = [];
  const errStream = Object.assign(new PassThrough(), { columns: 80 });
  const io = capturedIo({
    ...{ errIsTerminal: true, canRedraw: true, errStream },
    err: (text) => void written.push(text),
  });
  const text = "Reading the bills of all customers, which takes a while (20 s left)";
  const globals = { quiet: false, json: false };
  await makeProgress(io, globals).during(text, async (update) => {
    while (written.length === 0) await delay(10);
    errStream.columns = 40;
    update(text);
    update(text);
  });
  const narrow = "Reading the bills of all customer…";
  expect(written.map((one) => one.replace(/[⠋-⠿]/, "*"))).toEqual([
    `\r\x1b[K* ${text}`,
    `\r\x1b[1A\x1b[J* ${narrow}`,
    `\r\x1b[K* ${narrow}`,
    "\r\x1b[K",
  ]);
});

describe("work that counts", () => {
  it("says how much is done and, where it is worth knowing, how long it takes at that rate", () => {
    expect(progressText(3_000, 10_000, 3_000)).toBe("3,000 of 10,000, 7 s left");
    expect(progressText(100, 10_000, 6_000)).toBe("100 of 10,000, 10 min left");
    expect(progressText(9_900, 10_000, 4_000)).toBe("9,900 of 10,000");
    expect(progressText(0, 200, 50)).toBe("0 of 200");
    expect(progressText(12_345, undefined, 9_000)).toBe("12,345");
  });
});
