/** One PostgreSQL server for a whole run of tests, started by the first that needs it and stopped here. */
import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stopServer } from "./postgres-server.ts";

export default function setup(): (() => void) | undefined {
  // Asked again by each project of the run.
  if (process.env["TEST_POSTGRES"]) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "pdqb-postgres-"));
  // The server runs as another user where the tests run as root.
  chmodSync(folder, 0o755);
  process.env["TEST_POSTGRES"] = folder;
  return () => {
    const server = join(folder, "server");
    if (existsSync(join(server, "ready"))) stopServer(server);
    rmSync(folder, { recursive: true, force: true });
  };
}
