// Only `connect` makes a profile: every other command that reads one refuses a name that is not there.
import { afterAll, beforeAll, expect, it } from "vitest";
import { settingsPort } from "../../src/compose/world.ts";
import { newProfile } from "../../src/domain/profile.ts";
import { wordsOf } from "../commands/typed.ts";
import { Home } from "../support/run.ts";
import { everyCommand } from "../support/tree.ts";

const home = new Home();
afterAll(() => home.discard());

const profiles = (more: object) =>
  settingsPort({ PDQB_HOME: home.path }).update((file) => ({
    ...file,
    profiles: { books: { ...newProfile("desk"), environment: "production", ...more } },
  }));
beforeAll(() => profiles({}));

/** Those that read no profile: they make one, or work on files and on the practice services. */
const WITHOUT =
  /^(connect |practice |completion |demo$|config path$|ledger (path|check|backup|restore|init-script)$)/;

it("every command refuses a profile that is not there, before anything is done", async () => {
  const faults: string[] = [];
  for (const [path, { examples }] of await everyCommand()) {
    if (WITHOUT.test(path)) continue;
    const [, ...words] = wordsOf(examples[0] ?? "");
    const { code, stderr } = await home.run([...words, "--profile", "boks", "--no-input"]);
    const isRefused = stderr.includes('There is no profile "boks".\n  Profiles: books.');
    if (code !== 2 || !isRefused) faults.push(`${words.join(" ")}: ${code} ${stderr}`);
  }
  expect(faults).toEqual([]);
});
