/** A missing right to one of our own files, said in words with its cure: whose it is, and who this is. */
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname } from "node:path";

export type Denied = { reason: string; next: string[] };

/**
 * What of the file at `path`, or of the folder that it lies in, this user may not read and write; undefined if nothing is denied.
 * A run under sudo, or by another user's cron, leaves such files behind.
 */
export function deniedRight(path: string): Denied | undefined {
  const place = [path, dirname(path)].find(isDenied);
  const user = process.getuid?.();
  if (place === undefined || user === undefined) return undefined;
  const { uid, mode } = statSync(place);
  if (uid === user) {
    return {
      reason: `Its owner may not use ${place} (mode ${(mode & 0o777).toString(8).padStart(3, "0")}).`,
      next: [`chmod -R u+rwX ${place}`],
    };
  }
  return {
    reason: `${place} belongs to user ${uid}, and pdqb runs as user ${user}.`,
    next: [
      "Run pdqb as that user, or set PDQB_HOME to a folder of your own.",
      `If it is to be yours: sudo chown -R ${user} ${place}`,
    ],
  };
}

/** There, and closed to this user. What lies in a folder that may not be entered cannot be seen; then it is the folder. */
function isDenied(path: string): boolean {
  if (!existsSync(path)) return false;
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EACCES";
  }
}
