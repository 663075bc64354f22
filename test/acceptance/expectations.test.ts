// What users expect of a good command line program: 42 numbered points, by the built program. Here are those that nothing else
// shows; the last test says where the others are shown, and fails if one is shown nowhere.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Books, openPractice } from "../support/practice.ts";
import { bare, Home, type Result, SCRIPT } from "../support/run.ts";

const home = new Home();
const fresh = new Home();
let books: Books;
let created: Result;
let number: string;

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
  created = await home.run("invoice create --deal 142 --yes");
  number = /^Invoice (\S+) to/m.exec(created.stdout)?.[1] ?? "";
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
  fresh.discard();
});

const all = (lines: string[], env: Record<string, string> = {}) =>
  Promise.all(lines.map((line) => home.run(line.split(" ").filter(Boolean), { env })));

/** Requests that change something; reads of QuickBooks may be POSTs, too. */
const writes = async () =>
  (await books.log()).filter(
    ({ method, path }) => method !== "GET" && !/\/(query|batch)$|token/.test(path),
  );

describe("help", () => {
  it("1: no arguments is the short help, a noun alone lists its verbs, both with exit 0", async () => {
    const [top, noun] = await all(["", "invoice"]);
    expect(top).toMatchObject({ code: 0, stderr: "" });
    expect(top?.stdout).toMatch(/\n {2}pdqb <command>.*\n {2}invoice, invoices +\S/s);
    expect(noun).toMatchObject({ code: 0, stderr: "" });
    expect(noun?.stdout).toMatch(/\n {2}create +\S.*\n {2}void +\S/s);
  });

  it("2: help agrees in every way of asking, and needs no settings, no variable and no network", async () => {
    // A home that cannot be, and an address that is refused: whatever reads them fails.
    const nowhere = { XDG_CONFIG_HOME: "/dev/null", PDQB_QUICKBOOKS_ORIGIN: "http://nowhere" };
    const lines = ["invoice void -h", "help invoice void", "invoices void 1042 --help"];
    const [one, ...others] = await Promise.all(
      lines.map((line, index) => bare(line, index === 0 ? nowhere : {})),
    );
    expect(one).toMatchObject({ code: 0, stderr: "" });
    expect(others).toEqual([one, one]);
  });

  it("5: the version is one line, however it is asked for", async () => {
    const answers = await Promise.all(["--version", "version"].map((line) => bare(line)));
    for (const answer of answers) {
      expect(answer).toMatchObject({ code: 0, stderr: "" });
      expect(answer.stdout).toMatch(/^pdqb \d+\.\d+\.\d+\n$/);
    }
  });
});

describe("what is typed wrong", () => {
  it.each([
    ["6: a typo of a command names the nearest", "invioce list", "(Did you mean invoice?)"],
    ["6: a typo of a flag names the nearest", "invoices list --statsu x", "Did you mean --status?"],
    [
      "6: a typo of a choice names the nearest",
      "invoices list --status payed",
      "(Did you mean paid?)",
    ],
    ["3, 7: a surplus argument is refused, the usage is on stderr", "invoices list foo", "Usage: "],
    ["9: the beginning of a name is not the name", "inv", "Unknown command 'inv'"],
    ["12: a wrong field lists the fields", "invoices list --fields numbr", "Fields: id, number"],
  ])("%s, exit 2", async (_name, line, words) => {
    const result = await home.run(line);
    expect(result).toMatchObject({ code: 2, stdout: "" });
    expect(result.stderr).toContain(words);
  });
});

describe("answers", () => {
  it("10, 39: stdout holds the rows alone; that a list is cut is said on stderr", async () => {
    const result = await home.run("deals --limit 2");
    expect(result.stdout).toMatch(/^(\d+\t.*\n){2}$/);
    expect(result.stderr).toBe("There are more: give --limit a larger number.\n");
  });

  it("11: JSON is one value alone on stdout, of a list without rows too", async () => {
    const lists = { invoices: "invoices list --deal 150", intents: "pending list" };
    for (const [name, line] of Object.entries(lists)) {
      const { code, stdout, stderr } = await home.run(`${line} --json`);
      expect([code, stderr]).toEqual([0, ""]);
      expect(JSON.parse(stdout)).toMatchObject({ [name]: [], complete: true });
      expect(stdout.endsWith("}\n")).toBe(true);
    }
  });

  it("12: --fields keeps the members that it names", async () => {
    const result = await home.run("invoices list --fields number,total");
    expect(JSON.parse(result.stdout).invoices).toEqual([{ number, total: "622.45" }]);
  });

  it("15: a table in a pipe has no header, no colour, nothing cut, and ISO dates", async () => {
    const { stdout } = await home.run("invoices list", { env: { COLUMNS: "20" } });
    const cells = stdout.replace(/\n$/, "").split("\t");
    const shown = `${number} open 0 142 Aurora Design Oy EUR 622.45 622.45`;
    expect(cells.slice(1, 9).join(" ")).toBe(shown);
    expect(cells.slice(10, 12).join(" ")).toMatch(/^\d{4}-\d\d-\d\d \d{4}-\d\d-\d\d$/);
  });

  it("16: colour is forced by CLICOLOR_FORCE, beaten by NO_COLOR and --no-color, and carries nothing alone", async () => {
    const line = `invoice view ${number} --offline`;
    const [plain, forced, none, flag] = await Promise.all([
      home.run(line),
      home.run(line, { env: { CLICOLOR_FORCE: "1" } }),
      home.run(line, { env: { CLICOLOR_FORCE: "1", NO_COLOR: "1" } }),
      home.run(`${line} --no-color`, { env: { CLICOLOR_FORCE: "1" } }),
    ]);
    expect(plain?.stdout).not.toContain("\u001b");
    expect(forced?.stdout).toContain(`\u001b[1m${number}\u001b[22m`);
    expect(forced?.stdout.replace(/\u001b\[\d+m/g, "")).toBe(plain?.stdout);
    expect([none?.stdout, flag?.stdout]).toEqual([plain?.stdout, plain?.stdout]);
  });

  it("29: a reader that goes away ends the program quietly, exit 0", () => {
    const line = `"$0" "$1" deals --limit 100 --json | head -1; echo "code \${PIPESTATUS[0]}"`;
    const env = { ...process.env, PDQB_HOME: home.path };
    const { stdout, stderr } = spawnSync("bash", ["-c", line, process.execPath, SCRIPT], {
      env,
      encoding: "utf8",
    });
    expect({ stdout, stderr }).toEqual({ stdout: "{\ncode 0\n", stderr: "" });
  });

  it("37: after a write it says what exists now, where, and what to type next", () => {
    expect(created.stderr).toMatch(/\nNot sent yet\. Next: pdqb invoice email \d+\n$/);
    expect(created.stdout).toMatch(
      /✓ Created\.\nInvoice \d+ to Aurora Design Oy: 622\.45 EUR, open, due \S+\n {2}http\S+txnId=\d+\n {2}Remembered: Aurora Design Oy → .*; 25\.5 % → ALV 25\.5%\n$/,
    );
  });

  it("38: --debug and PDQB_DEBUG show each request on stderr, without a secret", async () => {
    const secrets = readFileSync(join(home.path, "secrets.json"), "utf8");
    const hidden = [...secrets.matchAll(/"\w*(?:[tT]oken|Secret)": *"([^"]{8,})"/g)].map(
      ([, secret = ""]) => secret,
    );
    expect(hidden.length).toBeGreaterThan(3);
    const [flag, variable] = await Promise.all([
      home.run(`invoice view ${number} --debug`),
      home.run(`invoice view ${number}`, { env: { PDQB_DEBUG: "1" } }),
    ]);
    for (const result of [flag, variable]) {
      expect(result?.stderr).toMatch(
        /^GET \S+\/query 200 \d+ ms \S+\nGET \S+\/invoice\/\d+ 200 \d+ ms \S+\n$/,
      );
      const printed = `${result?.stdout}${result?.stderr}`;
      expect(hidden.filter((secret) => printed.includes(secret))).toEqual([]);
    }
  });
});

describe("writes", () => {
  it("20, 24: void and delete show number, customer, total and company, and want --yes where nobody can answer: exit 2, nothing sent", async () => {
    await books.clearLog();
    const results = await all([`invoice void ${number}`, `invoice delete ${number}`]);
    for (const [at, { code, stdout, stderr }] of results.entries()) {
      expect(code).toBe(2);
      expect(stdout + stderr).toContain(`Invoice ${number} to Aurora Design Oy: 622.45 EUR`);
      expect(stderr).toContain("in Pohjola Verstas Oy (practice)");
      expect(stderr).toContain(
        `Next: pdqb invoice ${at === 0 ? "void" : "delete"} ${number} --yes`,
      );
    }
    expect(await writes()).toEqual([]);
  });

  it("22: --dry-run of every write sends nothing and keeps nothing", async () => {
    const files = ["settings.json", "secrets.json", "ledger.db"];
    const kept = () => files.map((name) => readFileSync(join(home.path, name)).toString("hex"));
    await books.clearLog();
    const before = kept();
    const results = await all(
      [
        "invoice create --deal 143",
        `invoice void ${number}`,
        `invoice email ${number}`,
        "invoice link 1019 --deal 143",
        `invoice unlink ${number} --deal 142`,
        "customer link --organization 402 --customer 418",
        "product link 88 --item 88",
        "tax link 14 --code 6",
        "config writeback --note on",
      ].map((line) => `${line} --dry-run --yes`),
    );
    // The table that `config writeback` prints looks like what is kept already, so it says what it is.
    const note = "Dry run: nothing was made or changed.\n";
    expect(results.map(({ code, stderr }) => [code, stderr])).toEqual([
      ...results.slice(1).map(() => [0, ""]),
      [0, note],
    ]);
    expect(await writes()).toEqual([]);
    expect(kept()).toEqual(before);
  });
});

describe("where things come from", () => {
  it("32: a flag beats a variable, a variable the settings, the settings a default, and the origin is shown", async () => {
    const port = async (env: Record<string, string> = {}) => {
      const { stdout } = await fresh.run("config get callback.port --json", { env });
      const { value, origin } = JSON.parse(stdout) as { value: string; origin: string };
      return `${value} ${origin}`;
    };
    // The first profile may be named before it is there.
    const env = { PDQB_PROFILE: "acme" };
    const variable = await fresh.run("status --offline", { env });
    const flag = await fresh.run("status --offline --profile other", { env });
    expect(variable.stdout).toMatch(/^Profile +acme /);
    expect(flag.stdout).toMatch(/^Profile +other /);
    expect(await port()).toBe("53682 default");
    await fresh.run("config set callback.port 5000");
    expect(await port()).toBe("5000 profile");
    expect(await port({ PDQB_CALLBACK_PORT: "7000" })).toBe("7000 environment");
  });

  it.runIf(process.platform === "linux")(
    "33: without PDQB_HOME everything is in the XDG directory, for the owner alone; a relative one is ignored",
    async () => {
      const config = join(fresh.path, "xdg");
      mkdirSync(config);
      await bare("config set match.items exact", { XDG_CONFIG_HOME: config });
      expect(readdirSync(config)).toEqual(["pdqb"]);
      expect(statSync(join(config, "pdqb")).mode & 0o777).toBe(0o700);
      expect(statSync(join(config, "pdqb", "settings.json")).mode & 0o777).toBe(0o600);
      const ignored = await bare("config path", { XDG_CONFIG_HOME: "here", HOME: fresh.path });
      expect(ignored.stdout).toBe(`${join(fresh.path, ".config", "pdqb", "settings.json")}\n`);
    },
  );

  it("36: status on a fresh machine says what is missing and the command for it, exit 4", async () => {
    const { code, stderr } = await bare("status", { PDQB_HOME: join(fresh.path, "none") });
    expect(code).toBe(4);
    expect(stderr).toContain("Next: pdqb connect pipedrive\n        pdqb connect quickbooks\n");
  });

  it("42: no request goes anywhere but to the two services, and without a need none goes at all", async () => {
    const spy = join(import.meta.dirname, "../support/tell-connections.cjs");
    const env = { NODE_OPTIONS: `--require "${spy}"`, CI: "1" };
    const [asking, idle] = await all(["deals --limit 100", "status --offline"], env);
    expect(asking?.stderr).toMatch(/^(to 127\.0\.0\.1\n)+$/);
    expect(idle?.stderr).toBe("");
  });
});

/** Which test shows a point: its file, and how its name begins. Those of this file carry their numbers. */
const ELSEWHERE: Record<number, [file: string, test: string][]> = {
  3: [["cli/run", "shows a command's help in every way of asking, on stdout"]],
  4: [
    ["commands/tree", "shows examples before everything but the usage"],
    ["commands/tree", "has examples that the program understands"],
  ],
  8: [["cli/run", "stand before or after arguments and before the command, and end at --"]],
  9: [
    ["commands/tree", "of commands and flags are written alike"],
    ["commands/tree", "of what lists, makes and ends things are the same everywhere"],
  ],
  13: [["cli/answer", "is one value alone on stdout, also for an empty list"]],
  14: [["acceptance/errors", "$name"]],
  17: [
    ["cli/terminal", "shows a sign of life while it waits, and wipes it"],
    ["cli/process", "draws nothing that moves into a log"],
  ],
  18: [
    ["cli/process", "takes nothing from a pipe for an answer to a question"],
    ["cli/prompt", "--no-input forbids the question on a terminal too"],
  ],
  19: [["cli/prompt", "every question is a usage error that names its flag"]],
  21: [["acceptance/invoice-life", "a void wants the number typed"]],
  22: [["commands/every-dry-run", "a command that writes takes --dry-run and --yes"]],
  23: [["acceptance/main-job", "stands in the books to the cent, once"]],
  24: [["acceptance/connection", "gets no real login"]],
  25: [["acceptance/exactly-once", "nothing ever answers: it says that it may have been created"]],
  26: [
    ["adapters/http", "a time-out is unclear for a write, and each effect has its own time"],
    ["adapters/http", "gives up after three repetitions with the last error"],
    ["adapters/http", "waits as long as Retry-After or Pipedrive's reset says"],
  ],
  27: [["commands/help", "gives each kind of error its exit code"]],
  28: [
    ["acceptance/refresh", "goes on past one that cannot be read"],
    ["acceptance/refresh", "runs one at a time"],
  ],
  30: [
    ["cli/process", "stops at once on Ctrl-C with 130 when nothing is on its way"],
    ["cli/process", "ends a write with 8, outcome unknown, on the second Ctrl-C"],
  ],
  31: [
    ["acceptance/kills", "create killed at random instants"],
    ["acceptance/token-kills", "killed with the new one on disk"],
  ],
  34: [
    ["acceptance/main-job", "are in no answer and in no file but their own"],
    ["acceptance/kills", "nothing that was printed holds a secret"],
  ],
  35: [["acceptance/connection", "an origin that is not this machine is refused"]],
  40: [
    ["acceptance/invoice-life", "open prints the address"],
    ["acceptance/invoice-life", "goes to a pipe"],
    ["acceptance/invoice-life", "a PDF is not written to it"],
  ],
  41: [["commands/completion", "tells how each script is put to use"]],
};

it("each of the 42 points has a test", () => {
  const tests = join(import.meta.dirname, "..");
  const textOf = (file: string) => readFileSync(join(tests, `${file}.test.ts`), "utf8");
  // Names behind `it(` or in a table of `it.each`: "3, 7: a surplus argument is refused".
  const own = [...textOf("acceptance/expectations").matchAll(/"((?:\d+, )*\d+): /g)]
    .flatMap(([, numbers = ""]) => numbers.split(", "))
    .map(Number);
  const others = Object.entries(ELSEWHERE).flatMap(([point, named]) =>
    named.every(([file, test]) =>
      new RegExp(`(it|test)\\b[^"]*"${escaped(test)}`).test(textOf(file)),
    )
      ? [Number(point)]
      : [],
  );
  const points = Array.from({ length: 42 }, (_, index) => index + 1);
  expect(points.filter((point) => !own.includes(point) && !others.includes(point))).toEqual([]);
  expect(others).toEqual(Object.keys(ELSEWHERE).map(Number));
});

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
