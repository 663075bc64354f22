/** The shell in a real terminal, driven by tmux: what is drawn, which keys work, and what Ctrl-C leaves behind. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasTmux, openTerminal, type Terminal } from "../support/terminal.ts";
import { type BundledApp, bundledApp } from "./bundled-app.ts";

let app: BundledApp;
const open: Terminal[] = [];

beforeAll(async () => {
  app = await bundledApp();
});
afterAll(async () => {
  for (const terminal of open) terminal.close();
  await app.remove();
});

function terminal(args: string, { columns = 80, env = "" } = {}): Terminal {
  const command = `env ${env} "${process.execPath}" "${app.file}" ${args}`;
  const opened = openTerminal(join(app.folder, `tmux-${open.length}`), command, { columns });
  open.push(opened);
  return opened;
}

const inTerminal = { timeout: 20_000 };

describe.concurrent("a real terminal", () => {
  it.runIf(hasTmux)(
    "confirms with a y, and shows the question without its control characters",
    inTerminal,
    async () => {
      const { keys, shows } = terminal("confirm");
      expect(await shows("Make the bill? (y/N)")).not.toContain("exit=");
      keys("y", "Enter");
      expect(await shows("exit=")).toContain("Made.\nexit=0");
    },
  );

  it.runIf(hasTmux)("takes Enter alone for a no, and a no for a stop", inTerminal, async () => {
    const { keys, shows } = terminal("confirm");
    await shows("(y/N)");
    keys("Enter");
    expect(await shows("exit=")).toContain(
      "✗ Stopped: the answer was no. Nothing was sent.\nexit=130",
    );
  });

  it.runIf(hasTmux)("searches as one types and takes what is picked", inTerminal, async () => {
    const { keys, shows } = terminal("search --remote");
    expect(await shows("❯ Design")).toContain("Setup fee");
    keys("su");
    await shows("❯ Support");
    keys("Enter");
    expect(await shows("exit=")).toContain("Item 3\nexit=0");
  });

  it.runIf(hasTmux)(
    "ends a search whose look-up failed with the failure itself",
    inTerminal,
    async () => {
      const { keys, shows } = terminal("search --broken");
      await shows("❯ Design");
      keys("d");
      expect(await shows("exit=")).toContain("✗ The connection is dead.\nexit=4");
    },
  );

  it.runIf(hasTmux)("stops at the question on Ctrl-C with nothing sent", inTerminal, async () => {
    const { keys, shows } = terminal("search");
    await shows("❯ Design");
    keys("C-c");
    expect(await shows("exit=")).toContain(
      "✗ Stopped at the question. Nothing was sent.\nexit=130",
    );
  });

  it.runIf(hasTmux)(
    "breaks questions, rows and answers between words, and cuts the rows that are not under the cursor",
    inTerminal,
    async () => {
      const { keys, shows } = terminal("long", { columns: 40 });
      expect(await shows("Enter takes it")).toContain(`? Which of the deals that
  were won in November?
❯ Harbour signage in dollars  999.92 USD
  won 2026-11-23
  Setup fee`);
      keys("Up");
      expect(await shows("❯ Setup fee")).toContain("  Harbour signage in dollars  999.92 US…\n");
      keys("Down");
      await shows("❯ Harbour");
      keys("Enter");
      expect(await shows("(y/N)")).toContain(`✔ Which of the deals that were won in
  November?
  Harbour signage in dollars 999.92 USD
  won 2026-11-23
? Create 1,204.00 EUR for
  Kallio & Söner Ab? (y/N)`);
      keys("Enter");
      await shows("0 false\nexit=0");
    },
  );

  it.runIf(hasTmux)(
    "stops on Ctrl-C right behind Esc, at our questions and at inquirer's own",
    { timeout: 40_000 },
    async () => {
      for (const question of ["confirm", "search", "key"]) {
        const { keys, shows } = terminal(question);
        await shows("? ");
        keys("Escape", "C-c");
        expect(await shows("exit=")).toContain("Nothing was sent.\nexit=130");
      }
    },
  );

  it.runIf(hasTmux)("asks for text, a hidden secret and one of several", inTerminal, async () => {
    const { keys, shows } = terminal("text");
    await shows("Name? (Acme)");
    keys("ab", "Enter");
    await shows("Three letters at least");
    keys("c", "Enter");
    await shows("Token?");
    keys("s3cret", "Enter");
    expect(await shows("❯ Letter a")).not.toContain("s3cret");
    keys("Down", "Enter");
    expect(await shows("exit=")).toContain("abc 6 b\nexit=0");
  });

  it.runIf(hasTmux)("draws no colour with NO_COLOR, in questions neither", inTerminal, async () => {
    const { keys, shows, screen } = terminal("confirm --debug", { env: "NO_COLOR=1" });
    await shows("(y/N)");
    keys("y", "Enter");
    await shows("exit=0");
    expect(screen("-e")).not.toContain("\u001b[3");
  });

  it.runIf(hasTmux)("shows a sign of life while it waits, and wipes it", inTerminal, async () => {
    const { keys, shows } = terminal("wait");
    await shows("Reading bills");
    keys("C-d");
    expect(await shows("exit=")).not.toContain("Reading bills");
  });

  it.runIf(hasTmux)(
    "waits for the answer at the first Ctrl-C of a write and ends at the second",
    inTerminal,
    async () => {
      const { keys, shows } = terminal("wait --sending", { columns: 60 });
      await shows("started");
      keys("C-c");
      await shows("Waiting for the answer to what was sent. Ctrl-C again stops\n  without it.");
      expect((await shows("Reading bills")).match(/Reading bills/g)).toHaveLength(1);
      keys("C-c");
      const end = await shows("exit=");
      expect(end).toContain("exit=8");
      expect(end).not.toContain("Reading bills");
    },
  );

  it.runIf(hasTmux)("what is said meanwhile stands above its line", inTerminal, async () => {
    const { keys, shows } = terminal("wait --talking");
    const said = await shows("A word");
    expect(await shows("safe to wait")).toMatch(
      /^started\nA word while it waits\.\n. Reading bills/,
    );
    expect(said).not.toMatch(/Reading.*A word/);
    keys("C-d");
    expect(await shows("exit=")).toContain("started\nA word while it waits.\nDone.\nexit=0");
  });
});
