// Files that commands write where they were told to: a symbolic link in the way, and who may read what is there in the end.

import {
  lstatSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parseLine } from "../support/command-line.ts";
import { openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";

const home = new Home();
const folder = mkdtempSync(join(tmpdir(), "pdqb-output-"));
const target = join(folder, "target");
let number: string;

beforeAll(async () => {
  await openPractice(home, { matching: true });
  const { invoice } = await home.json("invoice create --deal 142 --yes");
  number = (invoice as unknown as { number: string }).number;
  await home.run("run plan --deals 143 --name trial");
}, 120_000);
afterAll(async () => {
  await home.run("practice stop");
  home.discard();
  rmSync(folder, { recursive: true, force: true });
});

/** Each command that writes a document, with the end of its file's name. */
const WRITES: [command: string, ending: string][] = [
  ["report day", "html"],
  ["check --table findings", "csv"],
  ["run view trial", "html"],
  ["prove --only Q24 --yes", "json"],
  ["invoice pdf NUMBER", "pdf"],
];

const typed = (command: string) => command.replace("NUMBER", number);
const isLink = (path: string) => lstatSync(path).isSymbolicLink();

it.each(WRITES)(
  "%s replaces a link only on a person's word, also one to nowhere",
  async (command, ending) => {
    for (const to of [target, join(folder, "nowhere")]) {
      const link = join(folder, `link.${ending}`);
      rmSync(link, { force: true });
      writeFileSync(target, "as it was");
      symlinkSync(to, link);
      const line = `${typed(command)} --output ${link}`;

      const refused = await home.run(line);
      expect(refused.code, refused.stderr).toBe(2);
      expect(refused.stderr).toContain(`Next: pdqb ${line} --overwrite`);
      const { types, sees, ended } = home.types(line);
      await sees(`link.${ending}`);
      await types("enter");
      expect(await ended).toMatchObject({ code: 130 });
      expect(isLink(link)).toBe(true);

      const { code } = await home.run(`${line} --overwrite`);
      expect([0, 7]).toContain(code);
      expect(isLink(link)).toBe(false);
      expect(readFileSync(target, "utf8")).toBe("as it was");
      expect(lstatSync(join(folder, "nowhere"), { throwIfNoEntry: false })).toBeUndefined();
    }
  },
);

it("an export and a copy of the ledger are never written through a link", async () => {
  const link = join(folder, "link");
  symlinkSync(join(folder, "nowhere"), link);
  for (const line of [`history export --output ${link}`, `ledger backup ${link}`])
    expect(await home.run(line), line).toMatchObject({ code: 3 });
  expect(lstatSync(join(folder, "nowhere"), { throwIfNoEntry: false })).toBeUndefined();
});

const MODES: typeof WRITES = [...WRITES, ["history export", "jsonl"], ["ledger backup", "db"]];

it.each(MODES)("%s writes for its owner alone, or as --mode says", async (command, ending) => {
  for (const [mode, flags] of [
    [0o600, ""],
    [0o640, " --mode 640"],
    [0o664, " --mode 0664"],
  ] as const) {
    const file = join(folder, `mode-${mode}.${ending}`);
    const place = ending === "db" ? file : `--output ${file}`;
    const { code, stderr } = await home.run(`${typed(command)} ${place}${flags}`);
    expect([0, 7], stderr).toContain(code);
    expect(statSync(file).mode & 0o7777).toBe(mode);
  }
});

it.each(["rw-r-----", "999", "4755", "040", "77"])(
  "--mode %s is refused before anything is asked",
  async (mode) => {
    const file = join(folder, "refused.html");
    const { code, stderr } = await home.run(`report day --output ${file} --mode ${mode}`);
    expect(code).toBe(2);
    expect(stderr).toContain(`--mode must be octal permissions such as 640`);
    expect(lstatSync(file, { throwIfNoEntry: false })).toBeUndefined();
  },
);

it("is named by -o for short, in every command that writes one", async () => {
  for (const line of ["invoice pdf 1042", "check", "report debtors", "run view"]) {
    const { flags } = await parseLine(`pdqb ${line} -o out/november.html`);
    expect({ line, ...flags }).toMatchObject({ line, output: "out/november.html" });
  }
});
