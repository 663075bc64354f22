import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { counted } from "../../src/domain/counted.ts";

it("counts one and many", () => {
  expect([0, 1, 2].map((count) => counted(count, "invoice"))).toEqual([
    "0 invoices",
    "1 invoice",
    "2 invoices",
  ]);
  expect(counted(1, "company", "companies")).toBe("1 company");
  expect(counted(2, "company", "companies")).toBe("2 companies");
});

const SRC = join(import.meta.dirname, "../../src");
const THINGS =
  "deals|invoices|days|lines|writes|links|customers|items|rows|runs|products|requests|calls|files|problems|warnings|minutes|fields|others|payments|codes";
/** A number in a text with a plural behind it. */
const PLURAL = new RegExp(`\\$\\{[^}\`]*\\} (?:more )?(?:${THINGS})\\b`);
/** Where the number is never one, or the word is no count. */
const NEVER_ONE =
  /letters\.length|hits\.length|invoices\.length\} invoices have|gone\.length|left.*\.length|rule\.act|"Void" : "Delete"|sorted\.length|problems\.length|View all|_MAX|pdqb|\.days\} days after|term\} days after|there are|names\.length|\$\{name\}|count\} lines|=== 1|faults\.length|codes\.length|rows\.length/;

it("is what every text counts with, so that none says 1 invoices", () => {
  const texts = readdirSync(SRC, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts") && !path.startsWith("practice/"))
    .flatMap((path) =>
      readFileSync(join(SRC, path), "utf8")
        .split("\n")
        .filter((line) => PLURAL.test(line) && !NEVER_ONE.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    );
  expect(texts).toEqual([]);
});
