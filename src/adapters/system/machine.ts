/** Where a run takes place, as the history tells it. */
import { hostname, userInfo } from "node:os";
import type { Ports } from "../../ports.ts";

export const thisMachine: Ports["machine"] = {
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
