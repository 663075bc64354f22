/** Files that a person names: looked at, and written whole or not at all. */
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { PdqbError } from "../../domain/errors.ts";
import { withoutKnownSecrets } from "../../domain/redact.ts";
import type { Files } from "../../ports.ts";

export const systemFiles: Files = {
  join: async (folder, name) => join(folder, name),
  async kind(path) {
    if (tried(() => statSync(path))?.isDirectory()) return "folder";
    const there = tried(() => lstatSync(path));
    if (there === undefined) return "nothing";
    return there.isSymbolicLink() ? "link" : "file";
  },
  async read(path) {
    try {
      return readFileSync(path, "utf8");
    } catch (cause) {
      const isMissing = cause instanceof Error && "code" in cause && cause.code === "ENOENT";
      if (isMissing) throw new PdqbError("usage", `There is no file ${path}.`, { cause });
      throw new PdqbError("refused", `The file ${path} was not read.`, {
        reason: cause instanceof Error ? cause.message : String(cause),
        cause,
      });
    }
  },
  async replace(path, content, mode) {
    const bytes = typeof content === "string" ? withoutKnownSecrets(content) : content;
    const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      // Invoices name people and amounts: for the owner alone, until the owner says otherwise.
      writeFileSync(temporary, bytes, { flag: "wx", mode: 0o600 });
      if (mode !== undefined) chmodSync(temporary, mode);
      renameSync(temporary, path);
    } catch (cause) {
      tried(() => rmSync(temporary, { force: true }));
      throw notWritten(path, cause);
    }
  },
  async permit(path, mode) {
    try {
      chmodSync(path, mode);
    } catch (cause) {
      throw notWritten(path, cause);
    }
  },
};

/** Undefined where it fails: what cannot be looked at, such as a path through a file, is met by whoever reads or writes it. */
function tried<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function notWritten(path: string, cause: unknown): PdqbError {
  return new PdqbError("refused", `The file ${path} was not written.`, {
    reason: cause instanceof Error ? cause.message : String(cause),
    next: ["--output <file>"],
    cause,
  });
}
