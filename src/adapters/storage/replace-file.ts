/** Writes a file so that it is either the old one or the whole new one, whatever crashes. */
import { randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fchownSync,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { makePrivate } from "./paths.ts";

/** The file gets mode 0600, keeps its owner, and is on disk before this returns. The caller holds the lock of the file. */
export function replaceFile(path: string, text: string): void {
  makePrivate(dirname(path));
  removeLeftovers(path);
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const file = openSync(temporary, "wx", 0o600);
    try {
      leaveToOwner(file, path);
      writeWhole(file, Buffer.from(text));
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

/** A run that was killed leaves its half behind, and there are secrets in it. */
function removeLeftovers(path: string): void {
  const folder = dirname(path);
  for (const name of readdirSync(folder)) {
    const isOurs = name.startsWith(`${basename(path)}.`) && /\.[0-9a-f]{12}\.tmp$/.test(name);
    if (isOurs) rmSync(join(folder, name), { force: true });
  }
}

/** A disk that is almost full takes a part without a word; what is left meets the fault. */
function writeWhole(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
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
