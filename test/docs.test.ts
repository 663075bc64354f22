/** Every link of the README and of docs/ leads somewhere, and every section that a comment cites exists. */
import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import { expect, it } from "vitest";
import { sources } from "./house/survey.mjs";
import { pages } from "./support/manual.ts";

const ROOT = join(import.meta.dirname, "..");

/** What a heading is called in an address, as GitHub writes it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");

const headings = new Map(
  pages.map(({ path, text }) => [
    path,
    [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading ?? ""),
  ]),
);

it("link only to files and headings that exist", () => {
  const broken: string[] = [];
  for (const { path, text } of pages) {
    for (const [, target = ""] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      const [file = "", anchor] = target.split("#");
      const page = file === "" ? path : posix.join(posix.dirname(path), file);
      const isThere = existsSync(join(ROOT, page));
      const hasAnchor =
        anchor === undefined || headings.get(page)?.some((one) => anchorOf(one) === anchor);
      if (!isThere || !hasAnchor) broken.push(`${path}: ${target}`);
    }
  }
  expect(broken).toEqual([]);
});

it("keep the README short", () => {
  expect(pages[0]?.text.split("\n").length).toBeLessThanOrEqual(201);
});

const NUMBERS = /\d+(?:\.\d+)*(?:(?:, | and )\d+(?:\.\d+)*)*/.source;

it("have every section that a comment cites", () => {
  const missing: string[] = [];
  for (const folder of ["src", "test"]) {
    for (const [file, text] of sources(join(ROOT, folder))) {
      const cited = text.matchAll(new RegExp(`(docs/[\\w-]+\\.md)(?: (${NUMBERS}))?`, "g"));
      for (const [, page = "", numbers = ""] of cited) {
        const known = headings.get(page);
        const isMissing = (number: string) => !known?.some((one) => one.startsWith(`${number} `));
        const wrong = numbers.split(/, | and /).filter((number) => number && isMissing(number));
        if (!known || wrong.length > 0) missing.push(`${folder}/${file}: ${page} ${wrong}`);
      }
    }
  }
  expect(missing).toEqual([]);
});
