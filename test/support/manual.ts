/** The README and the chapters of docs/, which tests read as a newcomer would. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

export type Page = { path: string; text: string };

/** The README first: its session is what the chapters go on from. */
export const pages: Page[] = [
  "README.md",
  ...readdirSync(join(ROOT, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
].map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));
