/** Text for request ids, markers and OAuth states, from the system's secure source. */
import { randomInt } from "node:crypto";
import type { Random } from "../../ports.ts";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

export const secureRandom: Random = {
  text: (length) => Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join(""),
};
