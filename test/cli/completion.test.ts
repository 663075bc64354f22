/** Completion scripts: the one for bash is run, the others are read. */
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { completionScript } from "../../src/cli/completion/script.ts";
import { sampleTree } from "./sample-tree.ts";

const script = (shell: "bash" | "zsh" | "fish") =>
  completionScript(shell, sampleTree({ loaded: [] }), ["cron"]);

/** What bash offers for the last word of the line. */
function offers(bash: string, line: string): string[] {
  const words = line.split(" ");
  const program = `${bash}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _pdqb; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync("bash", ["-c", program, "bash", ...words], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return stdout.split("\n").filter(Boolean);
}

describe("completion", () => {
  it("offers the words of the tree in bash", async () => {
    const bash = await script("bash");
    expect(offers(bash, "pdqb ")).toEqual(["bill", "bills", "fail", "help"]);
    expect(offers(bash, "pdqb bi")).toEqual(["bill", "bills"]);
    expect(offers(bash, "pdqb bills ")).toEqual(["list", "ls", "create", "void"]);
    expect(offers(bash, "pdqb --json bill c")).toEqual(["create"]);
    expect(offers(bash, "pdqb bill create --d")).toEqual(["--due", "--dry-run", "--debug"]);
    expect(offers(bash, "pdqb bills ls --status ")).toEqual(["open", "paid", "overdue"]);
    expect(offers(bash, "pdqb bill create Blumen --co")).toEqual(["--count"]);
    expect(offers(bash, "pdqb fail x --h")).toEqual(["--how", "--help"]);
    expect(offers(bash, "pdqb help c")).toEqual(["cron"]);
    expect(offers(bash, "pdqb help bill c")).toEqual(["create"]);
  });

  it("names every word in zsh and fish", async () => {
    const [zsh, fish] = await Promise.all([script("zsh"), script("fish")]);
    expect(zsh).toContain("#compdef pdqb");
    expect(zsh).toContain("'bill list'|'bill ls'|'bills list'|'bills ls') list=(");
    expect(zsh).toContain("'--status:Only these'");
    expect(zsh).toContain("compadd -- 'open' 'paid' 'overdue'");
    expect(fish).toContain(
      `complete -c pdqb -n '__pdqb_at "bill" "bills"' -fa create -d 'Make a bill'`,
    );
    expect(fish).toContain("-l status -xa 'open paid overdue' -d 'Only these'");
    expect(fish).toContain("-l yes -s y -d");
  });
});
