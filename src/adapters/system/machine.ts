/** The machine: where a run takes place, as the history tells it, its clock, and its secure source of text. */
import { hostname, userInfo } from "node:os";
import { setTimeout } from "node:timers/promises";
import type { Clock, Machine, Random } from "../../ports.ts";

export const thisMachine: Machine = {
  host: hostname(),
  user: userName(),
  node: process.version,
};

/** A container may run under a number that no name belongs to. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? "unknown"}`;
  }
}

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: async (ms) => {
    await setTimeout(ms);
  },
};

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

export const secureRandom: Random = {
  text(length) {
    // Loaded when it is needed: it takes a tenth of the start of a command that only reads.
    const { randomInt } = process.getBuiltinModule("node:crypto");
    return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  },
};
