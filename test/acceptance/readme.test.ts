// The sessions of the README and of docs/, typed as they stand there, against practice services on their first day.
// Aim: a newcomer who types them sees what is printed beside them. Tables differ in a pipe, so of those the values count.
import { afterAll, expect, it } from "vitest";
import { pages } from "../support/manual.ts";
import { withoutLimits } from "../support/practice.ts";
import { Home } from "../support/run.ts";

const home = new Home();
const manual = pages.map(({ text }) => text).join("\n");

type Typed = { command: string; printed: string[] };

const sessions: Typed[] = [...manual.matchAll(/^```console\n([\s\S]*?)^```$/gm)]
  .flatMap(([, block]) => (block ?? "").split(/^\$ pdqb /m).slice(1))
  .map((text) => {
    const [command = "", ...printed] = text.trimEnd().split("\n");
    return { command, printed };
  });

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

/** What is the same on each machine and on each day. */
const lasting = (line: string) =>
  line
    .replace(/http:\/\/127\.0\.0\.1:\d+\S*/g, "ADDRESS")
    .replace(/\d{4}-\d\d-\d\d/g, "DAY")
    .replace(/process \d+/g, "PROCESS")
    .trim();

/** Words are compared as they stand; the preview, and what a person types, are of the terminal alone. */
const WORDS = /^(Linked: |item\.|Invoice \d+ |✓ |\d+ {2}.*→|\d+ invoice|The practice|Next: )/;

/** Of a row its first value. */
const ROW = /^\d+ {2,}/;

it("do what is printed beside them", async () => {
  expect(sessions.length).toBeGreaterThan(11);
  const differences: string[] = [];
  for (const { command, printed } of sessions) {
    const words = [...command.matchAll(/'([^']*)'|\S+/g)].map(([word, quoted]) => quoted ?? word);
    // At the terminal the operator answered; here the flag does.
    const { code, stdout, stderr } = await home.run(
      command.startsWith("invoice create") ? [...words, "--yes"] : words,
    );
    if (command === "practice start") await withoutLimits(home);
    if (code !== 0) differences.push(`${command} ended with ${code}: ${stderr}`);
    const told = new Set(`${stdout}\n${stderr}`.split("\n").map(lasting));
    const cells = new Set(stdout.split(/[\t\n]/));
    for (const line of printed.map(lasting)) {
      const isRow = ROW.test(line) && !line.includes("→");
      const isTold = isRow ? cells.has(line.split(/ {2,}/)[0] ?? "") : told.has(line);
      if ((isRow || WORDS.test(line)) && !isTold) differences.push(`${command}: ${line}`);
    }
  }
  expect(differences).toEqual([]);
}, 60_000);
