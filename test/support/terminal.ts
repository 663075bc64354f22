/** A command in a real terminal, driven by tmux: what is drawn, and what keys do. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

export const hasTmux = spawnSync("tmux", ["-V"]).status === 0;
if (!hasTmux) console.warn("tmux is not installed: the tests in a real terminal are skipped");

const WAIT_MS_MAX = 15_000;

/**
 * The row under the cursor of a list, once it is another than `before`. A list is drawn from the top down, so it is whole when the
 * help below it stands there: a key that is pressed at half a list would move on from a row that nobody has seen.
 */
async function cursorRow(screen: () => string, before?: string): Promise<string> {
  const end = Date.now() + WAIT_MS_MAX;
  for (;;) {
    const now = screen();
    const row = now.split("\n").findLast((line) => line.startsWith("❯ "));
    if (now.includes("↑↓ move") && row !== undefined && row !== before) return row;
    if (Date.now() > end) throw new Error(`The cursor never moved in a list:\n${now}`);
    await delay(20);
  }
}

export type Terminal = ReturnType<typeof openTerminal>;

let opened = 0;

/** One tmux server of its own, at `path` and a number. When the program ends, its exit code is written on the screen. */
export function openTerminal(path: string, command: string, { columns = 80, rows = 24 } = {}) {
  // Never the socket of a server that may still be on its way out.
  opened += 1;
  const socket = `${path}-${opened}`;
  const tmux = (...words: string[]) =>
    execFileSync("tmux", ["-S", socket, "-f", "/dev/null", ...words], { encoding: "utf8" });
  const line = `trap : INT; ${command}; echo "exit=$?"; exec cat`;
  tmux("new-session", "-d", "-x", `${columns}`, "-y", `${rows}`, "sh", "-c", line);
  const screen = (...options: string[]) => tmux("capture-pane", "-p", ...options).trimEnd();
  return {
    screen,
    keys: (...keys: string[]) => tmux("send-keys", ...keys),
    /** The screen as soon as it shows the text. A vain wait ends with what was on the screen instead. */
    async shows(
      text: string,
      options: { without?: string; withinMs?: number } = {},
    ): Promise<string> {
      const end = Date.now() + (options.withinMs ?? WAIT_MS_MAX);
      for (;;) {
        const now = screen();
        const isGone = options.without === undefined || !now.includes(options.without);
        if (now.includes(text) && isGone) return now;
        if (Date.now() > end) throw new Error(`The screen never showed "${text}" but:\n${now}`);
        await delay(20);
      }
    },
    /** Moves down to the row of a list that begins with a title, and takes it. */
    async take(title: string): Promise<void> {
      let row = await cursorRow(screen);
      const seen: string[] = [];
      while (!row.startsWith(`❯ ${title}`)) {
        if (seen.includes(row)) throw new Error(`No row begins with "${title}":\n${screen()}`);
        seen.push(row);
        tmux("send-keys", "Down");
        row = await cursorRow(screen, row);
      }
      tmux("send-keys", "Enter");
      // What is asked next may be a list as well: its cursor stands elsewhere.
      const end = Date.now() + WAIT_MS_MAX;
      while (screen().split("\n").includes(row)) {
        if (Date.now() > end) throw new Error(`"${title}" was never taken:\n${screen()}`);
        await delay(20);
      }
    },
    close: () => {
      if (existsSync(socket)) spawnSync("tmux", ["-S", socket, "kill-server"]);
    },
  };
}
