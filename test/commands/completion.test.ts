/** The completion scripts as the program prints them, run by the shells themselves. A shell that is not installed is passed over. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { settingsPort } from "../../src/compose/world.ts";
import { newProfile } from "../../src/domain/profile.ts";
import { keepListed } from "../../src/usecases/invoices/known-names.ts";
import { invoice, link } from "../support/builders.ts";
import { Home } from "../support/run.ts";
import { openWorld } from "../support/world.ts";

const SCRIPT = join(import.meta.dirname, "../../bin/pdqb.js");
const SHELLS = ["bash", "zsh", "fish"] as const;
type Shell = (typeof SHELLS)[number];
const home = new Home();
const config = mkdtempSync(join(tmpdir(), "pdqb-shells-"));
const scriptOf = (shell: Shell) => join(config, `completion.${shell}`);

beforeAll(async () => {
  for (const shell of SHELLS)
    writeFileSync(scriptOf(shell), (await home.run(`completion ${shell}`)).stdout);
  await home.run(["preset", "save", "retail", "--memo", "Thank you"]);
  // A name that a shell would run, if it were offered.
  await settingsPort({ PDQB_HOME: home.path }).update((file) => ({
    ...file,
    profiles: { ...file.profiles, "$(reboot)": newProfile("desk") },
  }));
  await keepRows();
});

/** Of a profile that is connected to nothing, as each one here is. */
async function keepRows() {
  const { ledger } = (await openWorld(home)).ports;
  const at = "2026-11-02T10:00:00Z";
  const of = (id: string, number: string, dealId: number) => ({
    invoice: invoice({ id, number }),
    link: link({ invoiceId: id, dealId }),
  });
  await ledger.addInvoices([of("3120", "1042", 123), of("3121", "1055", 124)], at);
  await keepListed({ ledger }, [131, 124]);
  for (const customerId of ["417", "418"])
    await ledger.putCustomerLink({
      ...{ source: "organization", sourceId: Number(customerId), currency: "EUR" },
      ...{ customerId, customerName: "Aurora Design Oy" },
    });
}

afterAll(() => {
  home.discard();
  rmSync(config, { recursive: true, force: true });
});

const isThere = (shell: Shell) => spawnSync(shell, ["-c", "exit 0"]).status === 0;

/** `program` with pdqb's script in the file `$PDQB_COMPLETION`, and a `pdqb` that is the built one. */
function run(shell: Shell, program: string, words: string[]): string[] {
  const pdqb =
    shell === "fish"
      ? 'function pdqb; "$NODE" "$SCRIPT" $argv; end'
      : 'pdqb() { "$NODE" "$SCRIPT" "$@"; }';
  const args =
    shell === "fish"
      ? ["-c", `${pdqb}\n${program}`, ...words]
      : ["-c", `${pdqb}\n${program}`, shell, ...words];
  const { stdout, stderr } = spawnSync(shell, args, {
    encoding: "utf8",
    env: {
      PATH: process.env["PATH"],
      HOME: config,
      XDG_CONFIG_HOME: config,
      PDQB_HOME: home.path,
      PDQB_PROFILE: "default",
      PDQB_COMPLETION: scriptOf(shell),
      NODE: process.execPath,
      SCRIPT,
    },
  });
  expect(stderr).toBe("");
  return stdout.split("\n").filter(Boolean);
}

const OFFERS: Record<Shell, (line: string) => string[]> = {
  /** Words as bash takes them apart: at blanks, and at `=`. */
  bash: (line) =>
    run(
      "bash",
      `source "$PDQB_COMPLETION"
read -r _ _ _ _ function _ <<< "$(complete -p pdqb)"
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); "$function"; printf '%s\\n' "\${COMPREPLY[@]}"`,
      line.split(/ |(?==)|(?<==)/),
    ),
  /** The completion system of zsh needs a terminal: what it is told is printed instead. */
  zsh: (line) =>
    run(
      "zsh",
      `compdef() { :; }; compset() { :; }; _files() { :; }
compadd() { shift; print -rl -- "$@"; }
_describe() { print -rl -- "\${(@)list%%:*}"; }
source "$PDQB_COMPLETION"
words=("$@"); CURRENT=$#; _pdqb`,
      line.split(" "),
    ),
  fish: (line) =>
    run("fish", "source $PDQB_COMPLETION; complete -C $argv[1] | string split -f1 \\t", [line]),
};

describe.each(SHELLS)("in %s", (shell) => {
  it.skipIf(!isThere(shell))("words, choices and names are completed", () => {
    const offers = OFFERS[shell];
    const [nouns, verbs, flags, choices, topics, settings, profiles, presets, named, after] = [
      "pdqb comp",
      "pdqb completion ",
      "pdqb invoices create --not-d",
      "pdqb deals --status ",
      "pdqb help exit",
      "pdqb config set match.",
      "pdqb deals --profile ",
      "pdqb preset show ",
      "pdqb invoice create --preset ",
      "pdqb --profile default invoice resto",
    ].map(offers);
    // zsh narrows what it was told by itself.
    const begins = (words: string[] | undefined, start: string) =>
      words?.filter((word) => word.startsWith(start));
    expect(begins(nouns, "comp")).toEqual(["completion"]);
    expect(begins(verbs, "")?.sort()).toEqual(["bash", "fish", "zsh"]);
    expect(begins(flags, "--not-d")).toEqual(["--not-duplicate"]);
    expect(choices?.sort()).toEqual(["lost", "open", "won"]);
    expect(begins(topics, "exit")).toEqual(["exit-codes"]);
    expect(begins(settings, "match.")?.sort()).toEqual([
      "match.customers",
      "match.items",
      "match.tax",
    ]);
    expect(profiles).toEqual(["default"]);
    expect(begins(presets, "re")).toEqual(["retail"]);
    expect(named).toEqual(["retail"]);
    expect(begins(after, "resto")).toEqual([]);
  });

  it.skipIf(!isThere(shell))("numbers, deals and customers of the ledger are completed", () => {
    const offers = OFFERS[shell];
    const numbered = (line: string) => offers(line).filter((word) => /^\d+$/.test(word));
    expect(numbered("pdqb invoice void ").sort()).toEqual(["1042", "1055"]);
    expect(numbered("pdqb invoice create --deal ").sort()).toEqual(["123", "124", "131"]);
    expect(numbered("pdqb customer view ").sort()).toEqual(["417", "418"]);
  });
});

describe("the command", () => {
  it("tells how each script is put to use, and keeps the names' command to itself", async () => {
    const { stdout } = await home.run("completion");
    expect(stdout).not.toMatch(/^ *names/m);
    const help = await home.run("completion fish --help");
    expect(help.stdout).toContain("~/.config/fish/completions/pdqb.fish");
    const unknown = await home.run("completion names colours");
    expect(unknown).toMatchObject({ code: 2, stdout: "" });
  });

  it.skipIf(!isThere("bash"))("completes a value after = as bash takes it apart", () => {
    expect(OFFERS.bash("pdqb deals --status=")).toEqual(["won", "open", "lost"]);
    expect(OFFERS.bash("pdqb deals --status=w")).toEqual(["won"]);
  });
});
