/** PostgreSQL servers for tests: in a folder of their own, on a socket in it, as a user that is not root. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
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

type Made = {
  /** Of postgresql.conf. */
  lines?: string[];
  /** Of pg_hba.conf, in the place of trust for everybody. */
  access?: string[];
  /** Files of the server's certificate. */
  certificate?: { certificate: string; key: string };
};

export function makeServer(folder: string, { lines = [], access, certificate }: Made = {}): void {
  newFolder(folder);
  const data = join(folder, "data");
  run("initdb", ["-D", data, "-U", "owner", "-A", "trust", "-N", "-E", "UTF8", "--locale=C.UTF-8"]);
  const all = [`unix_socket_directories = '${folder}'`, "listen_addresses = ''", "fsync = off"];
  appendFileSync(join(data, "postgresql.conf"), `${[...all, ...lines].join("\n")}\n`);
  if (access) writeFileSync(join(data, "pg_hba.conf"), `${access.join("\n")}\n`);
  if (!certificate) return;
  for (const [file, name] of [
    [certificate.certificate, "server.crt"],
    [certificate.key, "server.key"],
  ] as const) {
    copyFileSync(file, join(data, name));
    own(join(data, name));
    chmodSync(join(data, name), 0o600);
  }
}

/** A standby of a running server, which follows it and only answers reads. */
export function makeStandby(folder: string, primary: { folder: string; port: number }): void {
  newFolder(folder);
  const data = join(folder, "data");
  const from = ["-h", primary.folder, "-p", String(primary.port), "-U", "owner"];
  run("pg_basebackup", [...from, "-D", data, "-R", "-c", "fast", "-X", "stream"]);
  const lines = [`unix_socket_directories = '${folder}'`, "listen_addresses = ''"];
  appendFileSync(join(data, "postgresql.conf"), `${lines.join("\n")}\n`);
}

function newFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  own(folder);
  chmodSync(folder, 0o755);
}

function own(path: string): void {
  const owner = user();
  if (owner) chownSync(path, owner.uid, owner.gid);
}

/** Resolves once the server answers. The process is the server's own: killing it with SIGKILL is a crash. */
export async function startServer(folder: string, port = 5432): Promise<ChildProcess> {
  const spawned = () => {
    const process = spawn(join(BIN ?? "", "postgres"), ["-D", join(folder, "data")], {
      stdio: "ignore",
      detached: true,
      cwd: "/",
      ...user(),
    });
    process.unref();
    return process;
  };
  let server = spawned();
  for (let tries = 0; tries < 400; tries += 1) {
    // After a crash it refuses until the processes of the one before have ended.
    if (server.exitCode !== null) server = spawned();
    try {
      run("pg_isready", ["-h", folder, "-p", String(port), "-q"]);
      return server;
    } catch {
      await sleep(50);
    }
  }
  throw new Error(`PostgreSQL did not start in ${folder}`);
}

const PGBOUNCER = ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer"].find((file) => existsSync(file));
export const hasPooler = PGBOUNCER !== undefined;
const POOLER_PORT = 6432;

/** PgBouncer before the server of `folder`. Answers with its folder, which is the host of its socket, and how it is stopped. */
export async function startPooler(folder: string, mode: "session" | "transaction") {
  const place = mkdtempSync(join(tmpdir(), "pdqb-pooler-"));
  newFolder(place);
  const file = join(place, "pgbouncer.ini");
  const settings = `[databases]\n* = user=owner host=${folder}\n[pgbouncer]\nlisten_port=${POOLER_PORT}\nunix_socket_dir=${place}
auth_type=any\npool_mode=${mode}\ndefault_pool_size=5\n`;
  writeFileSync(file, settings);
  const pooler = spawn(PGBOUNCER ?? "", ["-q", file], { stdio: "ignore", cwd: "/", ...user() });
  for (let tries = 0; !existsSync(join(place, `.s.PGSQL.${POOLER_PORT}`)); tries += 1) {
    if (tries > 200) throw new Error("PgBouncer did not start");
    await sleep(50);
  }
  return {
    at: (database: string) => `postgres://owner@localhost:${POOLER_PORT}/${database}?host=${place}`,
    stop() {
      pooler.kill("SIGKILL");
      rmSync(place, { recursive: true, force: true });
    },
  };
}

/** As an administrator stops it in a hurry. */
export function stopServer(folder: string): void {
  const [pid] = readFileSync(join(folder, "data", "postmaster.pid"), "utf8").split("\n");
  process.kill(Number(pid), "SIGINT");
}
