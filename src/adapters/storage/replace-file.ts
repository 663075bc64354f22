/** Writes a file so that it is either the old one or the whole new one, whatever crashes. */
import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fchownSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { makePrivate } from "./paths.ts";

/** The file gets mode 0600, keeps its owner, and is on disk before this returns. */
export function replaceFile(path: string, text: string): void {
  makePrivate(dirname(path));
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const file = openSync(temporary, "wx", 0o600);
    try {
      leaveToOwner(file, path);
      writeSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncDirectory(dirname(path));
}

/** One run under sudo must not lock the operator out of his own file. */
function leaveToOwner(file: number, path: string): void {
  if (process.getuid?.() !== 0 || !existsSync(path)) return;
  const { uid, gid } = statSync(path);
  fchownSync(file, uid, gid);
}

function syncDirectory(directory: string): void {
  // Windows cannot open a directory; there the rename is durable by itself.
  if (process.platform === "win32") return;
  const handle = openSync(directory, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
