/** The help topics hold what the program does: its exit codes, its variables, its paths. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { exitCode } from "../../src/cli/exit-codes.ts";
import { helpTopics } from "../../src/commands/help/index.ts";
import { INVOICE_FIELDS } from "../../src/commands/views/invoice.ts";
import type { ErrorKind } from "../../src/domain/errors.ts";
import { INVOICE_STATUSES } from "../../src/domain/invoice/invoice-status.ts";
import { Home } from "../support/run.ts";

const SRC = join(import.meta.dirname, "../../src");
const PLACE = {
  node: "/opt/node/bin/node",
  script: "/srv/100%/pdqb.js",
  home: "/home/ines/.config/pdqb",
  chosenHome: "/srv/books",
};
const topics = helpTopics(async () => PLACE);
const text = (name: string) => topics[name]?.() ?? Promise.reject(new Error(name));

/** Names in the source of what is asked for by `pattern`, but for the practice services, which are another program. */
function inSource(pattern: RegExp): string[] {
  const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !/^practice|practice-people|connect-practice/.test(file),
  );
  const found = files.flatMap((file) =>
    [...readFileSync(join(SRC, file), "utf8").matchAll(pattern)].map(([, name = ""]) => name),
  );
  return [...new Set(found)].sort();
}

describe("help topics", () => {
  it.each(Object.keys(topics))("%s has no line of 80 columns", async (name) => {
    const lines = (await text(name)).split("\n");
    expect(lines.filter((line) => line.length >= 80 || /\s$/.test(line))).toEqual([]);
  });

  it("names every variable that the source reads, and no other of pdqb's", async () => {
    const environment = await text("environment");
    const read = inSource(/\benv(?:\.|\[")([A-Z][A-Z_]+)\b/g);
    // TZ is set for a moment to tell the company's day, never read.
    const unnamed = read.filter((name) => !new RegExp(`\\b${name}\\b`).test(environment));
    expect(unnamed.filter((name) => name !== "TZ")).toEqual([]);
    const named = [...environment.matchAll(/\bPDQB_[A-Z_]+/g)].map(([name]) => name);
    const known = inSource(/\b(PDQB_[A-Z_]+)\b(?!.*_HELP)/g);
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  it("names every member of an invoice's JSON, and every status", async () => {
    const json = await text("json");
    const words = new Set(json.match(/[a-z_]+/g));
    const missing = [...INVOICE_FIELDS, ...INVOICE_STATUSES].filter((name) => !words.has(name));
    expect(missing).toEqual([]);
  });

  it("gives each kind of error its exit code", async () => {
    const help = await text("exit-codes");
    const kinds: ErrorKind[] = [
      "bug",
      "usage",
      "refused",
      "connection",
      "not_found",
      "unavailable",
      "partial",
      "unknown_outcome",
      "interrupted",
    ];
    for (const kind of kinds) {
      expect(help).toContain(`${kind} (${exitCode(kind)})`);
      expect(help).toMatch(new RegExp(`^ +${exitCode(kind)}  `, "m"));
    }
  });

  it("fills the paths into lines for cron and systemd, as each of them reads them", async () => {
    const cron = await text("cron");
    expect(cron).toContain('\n  PDQB_HOME="/srv/books"\n  NODE="/opt/node/bin/node"\n');
    expect(cron).toContain('\n  PDQB="/srv/100%/pdqb.js"\n');
    expect(cron).toContain(
      'ExecStart="/opt/node/bin/node" \\\n    "/srv/100%%/pdqb.js" \\\n    invoices refresh --quiet\n',
    );
    expect(await text("files")).toContain("\n  /home/ines/.config/pdqb\n");
  });

  it("are printed by the program with its own paths, and a line for cron runs as it is", async () => {
    const home = new Home();
    try {
      const { stdout } = await home.run("help cron");
      expect(stdout).toContain(`\n  NODE="${process.execPath}"\n`);
      expect(stdout).toContain(`\n  PDQB_HOME="${home.path}"\n`);
      // Cron puts the variables into the environment and gives the rest to sh. Nothing is connected in this home.
      const [, variables = "", command = ""] =
        /((?: {2}[A-Z_]+=.*\n)+) {2}\S+ \S+ \S+ \S+ \S+ (.*refresh.*)\n/.exec(stdout) ?? [];
      const env = Object.fromEntries(
        [...variables.matchAll(/([A-Z_]+)="(.*)"/g)].map(([, name, value]) => [name, value]),
      );
      const ran = spawnSync("/bin/sh", ["-c", command], { env, encoding: "utf8" });
      expect(ran.stdout).toBe("exit 4\n");
      expect(ran.stderr).toContain("Not connected");
      const unknown = await home.run("help enviroment");
      expect(unknown.code).toBe(2);
      expect(unknown.stderr).toContain("Did you mean environment?");
    } finally {
      home.discard();
    }
  });
});
