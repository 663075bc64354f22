/** Files that a person names: looked at, and written whole or not at all. */
import { randomBytes } from "node:crypto";
import {
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
    try {
      return statSync(path).isDirectory() ? "folder" : "file";
    } catch {
      // A link whose target is missing is there too, and would be replaced.
      return lstatSync(path, { throwIfNoEntry: false }) ? "file" : "nothing";
    }
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
  async replace(path, content, { overLink } = { overLink: false }) {
    if (!overLink && lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new PdqbError("refused", `The file ${path} was not written.`, {
        reason: "There is a link of this name, which would be replaced.",
        next: ["--output <file>"],
      });
    const bytes = typeof content === "string" ? withoutKnownSecrets(content) : content;
    const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      // Invoices name people and amounts: for the owner alone, until the owner says otherwise.
      writeFileSync(temporary, bytes, { flag: "wx", mode: 0o600 });
      renameSync(temporary, path);
    } catch (cause) {
      rmSync(temporary, { force: true });
      throw new PdqbError("refused", `The file ${path} was not written.`, {
        reason: cause instanceof Error ? cause.message : String(cause),
        next: ["--output <file>"],
        cause,
      });
    }
  },
};
