/** The shell in a real terminal, driven by tmux: what is drawn, which keys work, and what Ctrl-C leaves behind. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BundledApp, bundledApp } from "./bundled-app.ts";

const hasTmux = spawnSync("tmux", ["-V"]).status === 0;
if (!hasTmux) console.warn("tmux is not installed: the tests in a real terminal are skipped");

let app: BundledApp;
const open: Terminal[] = [];

beforeAll(async () => {
  app = await bundledApp();
});
afterAll(async () => {
  for (const terminal of open) terminal.close();
  await app.remove();
});

type Terminal = ReturnType<typeof openTerminal>;

/** One tmux server of its own for each terminal; when the program ends, its exit code is written on the screen. */
function openTerminal(args: string, { columns = 80, env = "" } = {}) {
  const socket = join(app.folder, `tmux-${open.length}`);
  const tmux = (...words: string[]) =>
    execFileSync("tmux", ["-S", socket, "-f", "/dev/null", ...words], { encoding: "utf8" });
  const line = `trap : INT; env ${env} "${process.execPath}" "${app.file}" ${args}; echo "exit=$?"; exec cat`;
  tmux("new-session", "-d", "-x", `${columns}`, "-y", "24", "sh", "-c", line);
  const screen = (...options: string[]) => tmux("capture-pane", "-p", ...options).trimEnd();
  return {
    screen,
    keys: (...keys: string[]) => tmux("send-keys", ...keys),
    /** The screen as soon as it shows the text. The test's own time limit ends a vain wait. */
    async shows(text: string): Promise<string> {
      for (;;) {
        const now = screen();
        if (now.includes(text)) return now;
        await delay(20);
      }
    },
    close: () => {
      if (existsSync(socket)) spawnSync("tmux", ["-S", socket, "kill-server"]);
    },
  };
}

function terminal(args: string, options: { columns?: number; env?: string } = {}): Terminal {
  const opened = openTerminal(args, options);
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
      const { keys, shows } = terminal("wait --sending");
      await shows("started");
      keys("C-c");
      await shows("Waiting for the answer to what was sent.");
      keys("C-c");
      expect(await shows("exit=")).toContain("exit=8");
    },
  );
});
