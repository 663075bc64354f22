/** PostgreSQL servers for tests: in a folder of their own, on a socket in it, as a user that is not root. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const DEBIAN = "/usr/lib/postgresql";

/** The folder of initdb and postgres; undefined where PostgreSQL is not installed. */
export const BIN: string | undefined = [
  ...(existsSync(DEBIAN) ? readdirSync(DEBIAN).sort().reverse() : []).map((version) =>
    join(DEBIAN, version, "bin"),
  ),
  ...(process.env["PATH"] ?? "").split(":"),
].find((folder) => existsSync(join(folder, "initdb")));

/** PostgreSQL refuses to run as root. */
function user(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

const run = (program: string, args: string[]): void => {
  execFileSync(join(BIN ?? "", program), args, { stdio: "pipe", cwd: "/", ...user() });
};

/** `lines`: of postgresql.conf. `access`: of pg_hba.conf, in the place of trust for everybody. */
export function makeServer(folder: string, lines: string[] = [], access?: string[]): void {
  mkdirSync(folder, { recursive: true });
  const owner = user();
  if (owner) chownSync(folder, owner.uid, owner.gid);
  chmodSync(folder, 0o755);
  const data = join(folder, "data");
  run("initdb", ["-D", data, "-U", "owner", "-A", "trust", "-N", "-E", "UTF8", "--locale=C.UTF-8"]);
  const all = [`unix_socket_directories = '${folder}'`, "listen_addresses = ''", "fsync = off"];
  appendFileSync(join(data, "postgresql.conf"), `${[...all, ...lines].join("\n")}\n`);
  if (access) {
    const file = join(data, "pg_hba.conf");
    execFileSync("sh", ["-c", `cat > '${file}'`], { input: `${access.join("\n")}\n` });
  }
}

/** Resolves once the server answers. The process is the server's own: killing it with SIGKILL is a crash. */
export async function startServer(folder: string): Promise<ChildProcess> {
  const server = spawn(join(BIN ?? "", "postgres"), ["-D", join(folder, "data")], {
    stdio: "ignore",
    detached: true,
    cwd: "/",
    ...user(),
  });
  server.unref();
  for (let tries = 0; tries < 400; tries += 1) {
    try {
      run("pg_isready", ["-h", folder, "-q"]);
      return server;
    } catch {
      await sleep(50);
    }
  }
  throw new Error(`PostgreSQL did not start in ${folder}`);
}

/** As an administrator stops it in a hurry. */
export function stopServer(folder: string): void {
  const [pid] = readFileSync(join(folder, "data", "postmaster.pid"), "utf8").split("\n");
  process.kill(Number(pid), "SIGINT");
}
