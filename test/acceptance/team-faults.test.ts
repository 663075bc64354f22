// A shared ledger that cannot be used, in each way in which that happens: the outcome is named, nothing leaves for QuickBooks, and what
// was sent before is found again. The servers are real: PostgreSQL, its standby, and PgBouncer.
import { type ChildProcess, execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPostgresLedger } from "../../src/adapters/storage/postgres/ledger.ts";
import { initScript } from "../../src/adapters/storage/postgres/place.ts";
import { upgrade } from "../../src/adapters/storage/postgres/schema.ts";
import { type Reply, recordingServer } from "../adapters/recording-server.ts";
import { freshDeals } from "../support/fresh-deals.ts";
import { asOwner, connectionTo, isInstalled, ledgerDatabase } from "../support/postgres.ts";
import {
  hasPooler,
  makeServer,
  makeStandby,
  startPooler,
  startServer,
} from "../support/postgres-server.ts";
import { type Books, openPractice, shareLedger, useOrigin } from "../support/practice.ts";
import { practicePlace } from "../support/practice-control.mjs";
import { Home } from "../support/run.ts";

const SECRET = "correct-horse-7";
const OPERATORS = 50;
const OPEN = `select count(*)::int as all, count(distinct application_name)::int as names, current_setting('max_connections') as most
  from pg_stat_activity where application_name like 'pdqb operator%'`;
const CUT: Reply = { fault: "cut" };

describe.runIf(isInstalled)("a ledger on PostgreSQL", () => {
  const home = new Home();
  const folder = mkdtempSync(join(tmpdir(), "pdqb-faults-"));
  const place = join(folder, "server");
  const stops: (() => void)[] = [];
  let books: Books;
  let freshDeal: () => Promise<number>;
  let server: ChildProcess;
  let port: number;
  const own = (user: string, more = "") =>
    `postgres://${user}@localhost:${port}/postgres?host=${place}${more}`;
  const overNetwork = (user: string, more: string) =>
    `postgres://${user}@localhost:${port}/postgres${more}`;

  beforeAll(async () => {
    books = await openPractice(home, { matching: true });
    freshDeal = await freshDeals(home);
    chmodSync(folder, 0o755);
    port = await freePort();
    const certificate = join(folder, "server.crt");
    const key = ["-newkey", "rsa:2048", "-nodes", "-keyout", join(folder, "server.key")];
    const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
    execFileSync("openssl", ["req", "-x509", ...key, ...names, "-days", "2", "-out", certificate], {
      stdio: "pipe",
    });
    makeServer(place, {
      lines: [`port = ${port}`, "listen_addresses = '127.0.0.1'", "ssl = on"],
      access: [
        "local all owner trust",
        "local replication owner trust",
        "local all all scram-sha-256",
        "host all owner 127.0.0.1/32 trust",
      ],
      certificate: { certificate, key: join(folder, "server.key") },
    });
    server = await startServer(place, port);
    await asOwner(own("owner"), `begin; ${upgrade(0, "1.0.0")} commit`);
    await asOwner(own("owner"), `create role ben login password '${SECRET}'`);
  }, 120_000);

  afterAll(async () => {
    for (const stop of stops) stop();
    server?.kill("SIGINT");
    await home.run("practice stop");
    home.discard();
    rmSync(folder, { recursive: true, force: true });
  });

  const writes = async () =>
    (await books.log()).filter(({ method, path }) => method !== "GET" && !path.endsWith("/batch"));
  const booked = async (deal: number) => (await books.invoices(new RegExp(`pdqb ${deal}/`))).length;
  const create = async (deal?: number, env: Record<string, string> = {}) =>
    home.run(["invoice", "create", "--deal", `${deal ?? (await freshDeal())}`, "--yes"], { env });

  /** With the ledger at `address` a create ends so, and no request but reads has left. */
  async function refuses(address: string, code: number, words: string, env = {}): Promise<void> {
    await shareLedger(home, address);
    const deal = await freshDeal();
    await books.clearLog();
    const result = await create(deal, env);
    expect(result.stderr).toContain(words);
    expect([result.code, result.stdout, await writes()]).toEqual([code, "", []]);
    expect(result.stderr).not.toContain(SECRET);
    expect(readFileSync(join(home.path, "settings.json"), "utf8")).not.toContain(SECRET);
  }

  it("wants a password that it is not given, or another one", async () => {
    await refuses(own("ben"), 4, "wants a password");
    await refuses(own("ben"), 4, "let nobody in", { PGPASSWORD: `not-${SECRET}` });
    // The right one is let in, and has no rights yet.
    await refuses(own("ben"), 3, "ben may not use the ledger", {
      PGPASSWORD: SECRET,
      PDQB_DEBUG: "1",
    });
  });

  it("has logins outside of its role, or a role with too few rights: each is told apart, by what mends it", async () => {
    const theirs = own("<administrator>");
    const grant = (login: string) => `psql "${theirs}" -c ${login}`;
    const script = `pdqb ledger init-script | psql "${theirs}"`;
    const nexts = async (user: string) => {
      await shareLedger(home, own(user));
      const env = { PGPASSWORD: SECRET };
      const { code, stderr } = await home.run("invoices list --json", { env });
      const { error } = JSON.parse(stderr.slice(stderr.indexOf("{")));
      return [code, error.next];
    };
    expect(await nexts("ben")).toEqual([3, [script, grant('"grant pdqb to ben"')]]);
    await asOwner(own("owner"), initScript("1.0.0"));
    expect(await nexts("ben")).toEqual([3, [grant('"grant pdqb to ben"')]]);
    await asOwner(own("owner"), `create role "Ben B" login password '${SECRET}'`);
    expect(await nexts("Ben%20B")).toEqual([3, [grant(`'grant pdqb to "Ben B"'`)]]);
    await asOwner(own("owner"), 'grant pdqb to ben, "Ben B"; revoke all on invoices from pdqb');
    expect(await nexts("ben")).toEqual([3, [script]]);
    await asOwner(own("owner"), initScript("1.0.0"));
    expect((await home.run("invoices list", { env: { PGPASSWORD: SECRET } })).code).toBe(0);
    await asOwner(own("owner"), 'revoke pdqb from ben; drop role "Ben B"');
  });

  it("is asked for its password at a terminal, keeps it with the secrets, and asks again once it is another one", async () => {
    const address = own("ben");
    await asOwner(own("owner"), initScript("1.0.0"));
    await asOwner(own("owner"), "grant pdqb to ben");
    await shareLedger(home, address);
    const asked = await home.run("invoices list");
    expect([asked.code, asked.stderr]).toEqual([
      4,
      expect.stringContaining(`pdqb ledger use "${address}"`),
    ]);
    const answer = async (question: string, first: string, second?: string) => {
      const typist = home.types(`ledger use ${address}`);
      await typist.answers(question, first, "enter");
      if (second !== undefined) await typist.answers("not accept", second, "enter");
      const { code, screen } = await typist.ended;
      expect(screen).not.toContain(SECRET);
      return code;
    };
    expect(await answer("Password for", `not-${SECRET}`, SECRET)).toBe(0);
    const secrets = join(home.path, "secrets.json");
    expect(readFileSync(secrets, "utf8")).toContain(SECRET);
    expect(statSync(secrets).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(home.path, "settings.json"), "utf8")).not.toContain(SECRET);
    const list = await home.run("invoices list", { env: { PDQB_DEBUG: "1" } });
    expect([list.code, list.stdout + list.stderr]).toEqual([
      0,
      expect.not.stringContaining(SECRET),
    ]);
    const copy = join(home.path, "by-ben.sql");
    await home.json(["ledger", "backup", copy]);
    expect(readFileSync(copy, "utf8")).toContain("CREATE TABLE pdqb.invoices");
    await asOwner(own("owner"), `alter role ben password '${SECRET}-2'`);
    const wrong = await home.run("invoices list");
    expect([wrong.code, wrong.stderr]).toEqual([4, expect.stringContaining("let nobody in")]);
    expect(wrong.stderr).toContain(`pdqb ledger use "${address}"`);
    expect(await answer("not accept", `${SECRET}-2`)).toBe(0);
    expect((await home.run("invoices list")).code).toBe(0);
    await home.json("ledger use local");
    expect(readFileSync(secrets, "utf8")).not.toContain(SECRET);
    await asOwner(own("owner"), `alter role ben password '${SECRET}'; revoke pdqb from ben`);
  }, 60_000);

  it("takes its password from a service of its own, and gives it to no other server", async () => {
    const services = join(home.path, "services.conf");
    writeFileSync(services, `[books]\nhost=${place}\nuser=ben\npassword=${SECRET}\n`);
    const env = { PGSERVICEFILE: services, PGSERVICE: "books" };
    await refuses(own("ben"), 3, "may not use the ledger", env);
    writeFileSync(services, `[books]\nhost=elsewhere\npassword=${SECRET}\n`);
    await refuses(own("ben"), 4, "wants a password", env);
  });

  it("has a certificate that nobody signed, or of another name", async () => {
    const unknown = overNetwork("owner", "?sslmode=verify-full");
    await refuses(unknown, 4, `${unknown}&sslrootcert=`);
    const root = `sslmode=verify-full&sslrootcert=${join(folder, "server.crt")}`;
    const otherName = overNetwork("owner", `?host=127.0.0.1&${root}`);
    await refuses(otherName, 4, "postgres://user@<name in the certificate>/database");
    await shareLedger(home, overNetwork("owner", `?${root}`));
    expect((await home.run("invoices list")).code).toBe(0);
  });

  it("frees what a dead machine held, and notices a dead server, within half a minute", async () => {
    const connection = connectionTo(overNetwork("owner", ""));
    await connection.holding(async () => {
      const { rows } = await connection.query({ sql: "select name, setting from pg_settings" });
      const set = (name: string) => Number(rows.find((row) => row["name"] === name)?.["setting"]);
      const probes = set("tcp_keepalives_interval") * set("tcp_keepalives_count");
      for (const seconds of [probes, set("tcp_user_timeout") / 1000])
        expect(seconds).toBeGreaterThan(0);
      expect(set("tcp_keepalives_idle") + probes).toBeLessThanOrEqual(30);
      expect(set("tcp_user_timeout")).toBeLessThanOrEqual(30_000);
      // Of this side, as the system's table has it: the other end, the state, and which timer runs (2: probes), in hundredths.
      const remote = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
      const [own] = readFileSync("/proc/net/tcp", "utf8")
        .split("\n")
        .map((line) => line.trim().split(/\s+/))
        .filter(([, , to = "", state]) => to.endsWith(remote) && state === "01");
      const [timer, left = ""] = own?.[5]?.split(":") ?? [];
      expect(timer).toBe("02");
      expect(Number.parseInt(left, 16)).toBeLessThanOrEqual(1_000);
    });
    connection.close();
  });

  it(`serves ${OPERATORS} operators at once by its default of 100 connections`, async () => {
    const scope = { environment: "production", pipedriveCompany: "1", realm: "2" } as const;
    const connections = Array.from({ length: OPERATORS }, (_, n) =>
      connectionTo(own("owner"), `pdqb operator${n}@office:1`),
    );
    let listed = 0;
    // None leaves before all are there.
    let release = () => {};
    const areAll = new Promise<void>((resolve) => {
      release = resolve;
    });
    const lists = connections.map((connection, n) => {
      const ledger = openPostgresLedger({
        connection,
        scope,
        mode: "write",
        now: () => new Date(),
      });
      return ledger.exclusive(`operator/${n}`, async () => {
        const pages = ledger.newestInvoices(100)[Symbol.asyncIterator]();
        expect((await pages.next()).value ?? []).toEqual([]);
        listed += 1;
        if (listed === OPERATORS) release();
        await areAll;
      });
    });
    await Promise.race([areAll, Promise.all(lists)]);
    const [open] = await asOwner(own("owner"), OPEN);
    await Promise.all(lists);
    for (const connection of connections) connection.close();
    expect(open).toEqual({ all: OPERATORS, names: OPERATORS, most: "100" });
  });

  it("was made by a newer pdqb, which is named", async () => {
    const address = await ledgerDatabase();
    await asOwner(address, "update schema_version set version = 99, pdqb = '9.8.7'");
    await refuses(address, 3, "pdqb 9.8.7 or a newer one is needed");
  });

  /** As version 1 had it. */
  const OLDER =
    "drop table pace; alter table schema_version drop column pdqb; update schema_version set version = 1";
  const versionOf = async (address: string) =>
    (await asOwner(address, "select version from schema_version"))[0]?.["version"];

  it("was made by an older pdqb: a copy comes before it is changed, and without one it stays", async () => {
    const address = await ledgerDatabase();
    const newest = await versionOf(address);
    await asOwner(address, OLDER);
    await shareLedger(home, address);
    const deal = await freshDeal();
    const dry = await home.run(`invoice create ${deal} --dry-run`);
    expect([dry.code, dry.stderr]).toEqual([
      3,
      expect.stringContaining(`pdqb ledger use "${address}"`),
    ]);
    await asOwner(address, "create view broken as select 1 / 0 as nothing");
    const create = ["invoice", "create", `${deal}`, "--yes"];
    const withoutCopy = await home.start(create, { env: { PATH: "/nowhere" } }).result;
    expect([withoutCopy.code, await versionOf(address)]).toEqual([3, 1]);
    expect(await booked(deal)).toBe(0);
    await asOwner(address, "drop view broken");
    const made = await home.run(create);
    const [, copy = ""] = /A copy from before: (.*)/.exec(made.stderr) ?? [];
    expect([made.code, await versionOf(address), await booked(deal)]).toEqual([0, newest, 1]);
    expect(readFileSync(copy, "utf8")).toContain("CREATE TABLE pdqb.invoices");
    expect(readFileSync(copy, "utf8")).not.toContain("CREATE TABLE pdqb.pace");
    expect(statSync(copy).mode & 0o777).toBe(0o600);
  });

  it("was made by an older pdqb, and its role may not change it: an administrator's command is named", async () => {
    const address = await ledgerDatabase();
    await asOwner(address, `${OLDER}; ${initScript("1.0.0")}`);
    await asOwner(address, OLDER);
    const clerk = `clerk_${process.pid}`;
    await asOwner(address, `create role ${clerk} login in role pdqb`);
    const theirs = address.replace("owner@", `${clerk}@`);
    await refuses(theirs, 3, "pdqb ledger init-script | psql");
    expect(await versionOf(address)).toBe(1);
    await asOwner(address, initScript("1.0.0"));
    expect((await create()).code).toBe(0);
    await asOwner(address, `drop owned by ${clerk}; drop role ${clerk}`);
  });

  it("is on a server that has no room, or that is a standby", async () => {
    const address = await ledgerDatabase();
    await asOwner(
      address,
      `create function full_disk() returns trigger language plpgsql as $$ begin
        raise exception 'could not extend file' using errcode = 'disk_full'; end $$;
      create trigger full_disk before insert on intents for each row execute function full_disk()`,
    );
    await refuses(address, 3, "disk of the ledger's server is full");
    const standby = join(folder, "standby");
    makeStandby(standby, { folder: place, port });
    const copy = await startServer(standby, port);
    stops.push(() => copy.kill("SIGINT"));
    await refuses(
      `postgres://owner@localhost:${port}/postgres?host=${standby}`,
      3,
      "it is a standby",
    );
  });

  it.runIf(hasPooler)(
    "is behind PgBouncer: never in transaction mode, and in session mode like any other",
    async () => {
      const shared = new URL(await ledgerDatabase());
      const socket = shared.searchParams.get("host") ?? "";
      const name = shared.pathname.slice(1);
      const transaction = await startPooler(socket, "transaction");
      stops.push(transaction.stop);
      await refuses(transaction.at(name), 3, "pool in transaction mode");
      const session = await startPooler(socket, "session");
      stops.push(session.stop);
      await shareLedger(home, session.at(name));
      const made = await create();
      expect([made.code, made.stderr]).toEqual([0, made.stderr]);
    },
  );

  /** Also the processes that serve connections: they would finish what they are asked for a moment longer. */
  async function crash(): Promise<void> {
    const clients = "select pid from pg_stat_activity where backend_type = 'client backend'";
    const serving = await asOwner(own("owner"), clients);
    server.kill("SIGKILL");
    for (const { pid } of serving) killIfThere(Number(pid));
  }

  it.each([
    ["the answer comes", false, "could not be saved"],
    ["no answer comes from then on", true, "may have been created"],
  ] as const)(
    "crashes while an invoice is made, and %s: the outcome is said to be open, and the next run finds the invoice",
    async (_name, isLost, words) => {
      await shareLedger(home, own("owner"));
      const { quickbooksOrigin: target } = practicePlace(home.path);
      let isCut = false;
      const { origin } = await recordingServer(async (request) => {
        if (isCut) return CUT;
        if (request.method === "POST" && request.path.endsWith("/invoice")) {
          await crash();
          isCut = isLost;
        }
        const { host: _host, connection: _connection, ...kept } = request.headers;
        delete kept["content-length"];
        const answer = await fetch(`${target}${request.path}?${request.query}`, {
          method: request.method,
          headers: kept as Record<string, string>,
          ...(request.body && { body: request.body }),
        });
        const body = await answer.text();
        return isCut ? CUT : { status: answer.status, body };
      });
      await useOrigin(home, "quickbooks", origin);
      const deal = await freshDeal();
      const { code, stderr } = await create(deal, { PDQB_TIMEOUT: "5" });
      await useOrigin(home, "quickbooks", target);
      expect([code, stderr]).toEqual([8, expect.stringContaining(words)]);
      expect(await booked(deal)).toBe(1);
      await books.clearLog();
      expect([(await create(deal)).code, await writes()]).toEqual([6, []]);
      server = await startServer(place, port);
      const again = await home.json(`invoice create --deal ${deal} --yes`);
      expect([again["outcome"], await booked(deal)]).toEqual(["already_exists", 1]);
      expect((await home.json("pending list"))["intents"]).toEqual([]);
    },
    60_000,
  );
});

function killIfThere(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

async function freePort(): Promise<number> {
  const listener = createServer();
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const { port } = listener.address() as { port: number };
  await new Promise((resolve) => listener.close(resolve));
  return port;
}
