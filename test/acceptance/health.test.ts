// The ledger's file and everything else that pdqb rests on: examined, copied, put back, found again; and what is said when a file is
// damaged, a disk is full, or something is gone. Aim: a clear word and a cure, nothing lost, never a silent reset.
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Books, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";

const home = new Home();
let books: Books;
const file = (name: string) => join(home.path, name);

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
  for (const deal of [142, 143])
    expect((await home.run(`invoice create --deal ${deal} --yes`)).code).toBe(0);
  await home.run("invoice create --deal 144 --percent 30 --yes");
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

type Finding = { check: string; state: string; message: string; next: string };
async function findings(code = 0): Promise<Finding[]> {
  return (await home.json("doctor", code)).findings as unknown as Finding[];
}
const not = (all: Finding[], state: string) => all.filter((one) => one.state === state);

describe("doctor", () => {
  it("examines each thing and finds nothing wrong with a sound one", async () => {
    const all = await findings();
    expect(all.map(({ check }) => check)).toEqual([
      "node",
      "files",
      "host",
      "ledger",
      "pipedrive",
      "quickbooks",
      "clock",
      "mapping",
      "customers",
      "items",
      "tax codes",
      "deals",
      "copies",
      "writes",
    ]);
    expect(all.every(({ state }) => state === "ok")).toBe(true);
  });

  it("names each problem with its cure, and a failure of one hides none of the rest", async () => {
    const [item] = await books.query("select * from Item where Id = '92'");
    await books.post("item", { ...item, Active: false });
    const [customer] = await books.query("select * from Customer where Id = '418'");
    await books.post("customer", {
      sparse: true,
      Id: "418",
      SyncToken: customer?.SyncToken,
      DisplayName: "Kallio and Sons",
    });
    chmodSync(file("settings.json"), 0o644);
    await home.run(["config", "fields", "--po", "deal.PO number"]);
    const settings = readFileSync(file("settings.json"), "utf8");
    writeFileSync(
      file("settings.json"),
      settings.replace(
        /b7a1c0de5f2943d18e6072c4a95d3b8f10e2a6c1/g,
        "0000000000000000000000000000000000000000",
      ),
    );
    chmodSync(file("settings.json"), 0o644);
    const all = await findings(3);
    expect(not(all, "problem").map(({ check, next }) => [check, next])).toEqual([
      ["files", `chmod go-rwx ${file("settings.json")}`],
      ["mapping", "pdqb config fields"],
      ["items", "pdqb product link 210 --item <item>"],
    ]);
    expect(not(all, "warning")).toMatchObject([
      { check: "customers", message: expect.stringContaining('is called "Kallio and Sons" now') },
    ]);
    writeFileSync(file("settings.json"), settings);
    chmodSync(file("settings.json"), 0o600);
    const [again] = await books.query("select * from Item where Id = '92' and Active = false");
    await books.post("item", { ...again, Active: true });
  });

  it("tells a clock that is wrong by a day", async () => {
    await home.run("practice clock --days 1");
    const all = await findings(3);
    expect(not(all, "problem")).toMatchObject([
      { check: "clock", message: expect.stringMatching(/14\d\d min behind/) },
    ]);
    await home.run("practice clock --now");
  });

  it("says what is out of reach", async () => {
    await books.fail({ service: "pipedrive", kind: "status_before", status: 503, times: 8 });
    const all = await findings(3);
    expect(not(all, "problem").map(({ check }) => check)).toContain("pipedrive");
    expect(all.find(({ check }) => check === "quickbooks")?.state).toBe("ok");
    await books.clearFaults();
    await books.fail({ service: "quickbooks", kind: "drop_before", times: 50 });
    const silent = await findings(3);
    expect(silent.find(({ check }) => check === "clock")).toMatchObject({
      state: "warning",
      message: expect.stringContaining("Not known"),
    });
    await books.clearFaults();
  }, 60_000);
});

describe("the ledger", () => {
  it("is checked, copied and put back; the one that was there is kept", async () => {
    expect((await home.json("ledger check")) as unknown).toMatchObject({
      exists: true,
      faults: [],
    });
    const { path } = (await home.json("ledger backup")) as unknown as { path: string };
    expect((await home.run(`ledger backup ${path}`)).code).toBe(3);
    expect((await home.run("invoice create --deal 145 --yes")).code).toBe(0);
    expect((await home.run(`ledger restore ${path}`)).code).toBe(2);
    const restored = (await home.json(`ledger restore ${path} --yes`)) as unknown as {
      kept_as: string;
    };
    expect(existsSync(restored.kept_as)).toBe(true);
    expect(await home.json("invoices list --deal 145")).toMatchObject({ invoices: [] });
    expect(await home.json("invoices list --deal 142")).toMatchObject({
      invoices: [{ deal_ids: [142] }],
    });
  });

  it("that is lost is found again by the markers in QuickBooks, parts of a deal too", async () => {
    for (const name of readdirSync(home.path).filter((one) => one.startsWith("ledger.db")))
      rmSync(file(name));
    const planned = await home.json("ledger rebuild --dry-run");
    expect((planned.found as unknown as unknown[]).length).toBe(4);
    expect(existsSync(file("ledger.db"))).toBe(false);
    const rebuilt = (await home.json("ledger rebuild")) as unknown as {
      found: { deal_id: number }[];
    };
    expect(rebuilt.found.map(({ deal_id }) => deal_id).sort()).toEqual([142, 143, 144, 145]);
    expect(await home.json("ledger rebuild")).toMatchObject({ found: [], known: 4 });
    for (const name of ["match.items", "match.customers", "match.tax"])
      await home.run(["config", "set", name, "exact"]);
    expect(await home.json("invoice create --deal 142 --yes")).toMatchObject({
      outcome: "already_exists",
    });
    const part = await home.json("invoice create --deal 144 --percent 30 --yes");
    expect(part).toMatchObject({ outcome: "already_exists" });
  });

  it("that is damaged is named, kept as it is, and replaced by a copy on a word", async () => {
    const { path } = (await home.json("ledger backup")) as unknown as { path: string };
    for (const tail of ["-wal", "-shm"]) rmSync(file(`ledger.db${tail}`), { force: true });
    writeFileSync(
      file("ledger.db"),
      "this is no database, though it is longer than nothing".repeat(200),
    );
    const list = await home.run("invoices list");
    expect(list.code).toBe(3);
    expect(list.stderr).toContain("ledger.db");
    expect(list.stderr).toContain("pdqb ledger restore");
    const create = await home.run("invoice create --deal 146 --yes");
    expect(create.code).toBe(3);
    const checked = await home.run("ledger check --json");
    expect(checked.code).toBe(3);
    expect(readFileSync(file("ledger.db"), "utf8").startsWith("this is no database")).toBe(true);
    const damaged = await home.run(`ledger restore ${file("settings.json")} --yes`);
    expect(damaged.code).toBe(3);
    const { kept_as } = (await home.json(`ledger restore ${path} --yes`)) as unknown as {
      kept_as: string;
    };
    expect(readFileSync(kept_as, "utf8").startsWith("this is no database")).toBe(true);
    expect(await home.json("invoices list --deal 142")).toMatchObject({
      invoices: [{ deal_ids: [142] }],
    });
  });

  it("of a newer pdqb is left alone", async () => {
    const copy = new Home();
    mkdirSync(copy.path, { recursive: true });
    const { DatabaseSync } = await import("@photostructure/sqlite");
    const database = new DatabaseSync(join(copy.path, "ledger.db"));
    database.exec("create table t (a integer); pragma user_version=999");
    database.close();
    const checked = await copy.run("ledger check");
    expect(checked.code).toBe(3);
    expect(checked.stderr).toContain("newer pdqb");
    copy.discard();
  });
});

describe("a connection that is about to end", () => {
  const left = async (days: number, member: string) => {
    const secrets = JSON.parse(readFileSync(file("secrets.json"), "utf8"));
    const before = JSON.stringify(secrets);
    const grant = secrets.profiles.practice.quickbooks;
    grant[member] = Date.now() + days * 86_400_000 + 3_600_000;
    grant.accessExpiresAt = Date.now() + 3_000_000;
    writeFileSync(file("secrets.json"), JSON.stringify(secrets));
    const result = await home.run("invoices refresh --quiet");
    writeFileSync(file("secrets.json"), before);
    return result;
  };

  it("is told on stderr 14 days ahead, also in a quiet run, with what to type", async () => {
    const soon = await left(9, "refreshExpiresAt");
    expect(soon.code).toBe(0);
    expect(soon.stdout).toBe("");
    expect(soon.stderr).toBe(
      "! The connection to QuickBooks ends in 9 days without use: pdqb practice start\n",
    );
    expect((await left(15, "refreshExpiresAt")).stderr).toBe("");
  });

  it("for good after five years is told as such", async () => {
    const soon = await left(1, "grantEndsAt");
    expect(soon.stderr).toContain("ends in 1 day, five years after it was made");
  });
});

describe("settings and secrets", () => {
  it.each([
    ["settings.json", "", "It is empty."],
    ["settings.json", "{", "It is not JSON."],
    ["settings.json", '{"version":9,"profiles":{}}', "Its version is 9, not 1."],
    ["settings.json", "[]", "It does not hold an object."],
    ["secrets.json", "", "It is empty."],
    ["secrets.json", '{"version":1,"prof', "It is not JSON."],
  ])("%s with %j is named and left as it is", async (name, text, words) => {
    const sound = readFileSync(file(name), "utf8");
    writeFileSync(file(name), text);
    const result = await home.run("invoices refresh");
    expect(result.code).toBe(3);
    expect(result.stderr).toContain(words);
    expect(readFileSync(file(name), "utf8")).toBe(text);
    // Neither does a write repair it: the settings are written by `config set`, the secrets by a login.
    const write = name === "settings.json" ? "config set match.items ask" : "disconnect pipedrive";
    expect((await home.run(write)).code).toBe(3);
    expect(readFileSync(file(name), "utf8")).toBe(text);
    writeFileSync(file(name), sound);
  });

  it("in a home that was removed: the next run begins as on a fresh machine, and says so", async () => {
    const aside = `${home.path}.aside`;
    renameSync(home.path, aside);
    const result = await home.run("invoices list");
    expect(result.code).toBe(4);
    expect(result.stderr).toContain("Not connected");
    rmSync(home.path, { recursive: true, force: true });
    renameSync(aside, home.path);
    expect((await home.run("invoices list")).code).toBe(0);
  });
});

/** A small disk of its own; only where this machine lets one be mounted. */
function smallDisk(): string | undefined {
  const disk = mkdtempSync(join(tmpdir(), "pdqb-disk-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=1500k,mode=700", "tmpfs", disk]);
  return mounted.status === 0 ? disk : undefined;
}
const disk = process.getuid?.() === 0 ? smallDisk() : undefined;

describe.runIf(disk !== undefined)("a disk", () => {
  const place = join(disk ?? "", "home");
  const fill = () => {
    try {
      for (let at = 0; at < 500; at += 1)
        writeFileSync(join(disk ?? "", `ballast-${at}`), Buffer.alloc(4096));
    } catch {
      // It is full now.
    }
  };
  const free = () => {
    for (const name of readdirSync(disk ?? "").filter((one) => one.startsWith("ballast")))
      rmSync(join(disk ?? "", name));
  };
  /** The home of the tests' own profile, on the small disk. */
  class SmallHome extends Home {
    override readonly path = place;
    /** A process of its own: a disk with a file that is open cannot be made read-only. */
    override run(args: string) {
      return this.start(args.split(" ")).result;
    }
  }
  const small = new SmallHome();

  beforeAll(async () => {
    mkdirSync(place, { recursive: true, mode: 0o700 });
    for (const name of ["match.items", "match.customers", "match.tax"])
      await home.run(["config", "set", name, "exact"]);
    for (const name of ["settings.json", "secrets.json"])
      writeFileSync(join(place, name), readFileSync(file(name)), { mode: 0o600 });
  });
  afterAll(() => {
    spawnSync("umount", [disk ?? ""]);
    rmSync(disk ?? "", { recursive: true, force: true });
  });

  it("that is full: nothing is sent, the error says why, and all goes on once there is room", async () => {
    fill();
    const before = readFileSync(join(place, "settings.json"), "utf8");
    await books.clearLog();
    const full = await small.run("invoice create --deal 147 --yes");
    expect(full.code, full.stderr).toBe(3);
    expect(full.stderr).toMatch(/full|no space|cannot/i);
    const setting = await small.run("config set match.items ask");
    expect(setting.code).toBe(3);
    expect(readFileSync(join(place, "settings.json"), "utf8")).toBe(before);
    const posts = (await books.log()).filter(
      ({ method, path }) => method === "POST" && path.endsWith("/invoice"),
    );
    expect(posts).toEqual([]);
    free();
    const made = await small.run("invoice create --deal 147 --yes");
    expect(made.code, made.stderr).toBe(0);
  }, 60_000);

  it("that can only be read: nothing is sent, and the error says why", async () => {
    spawnSync("mount", ["-o", "remount,ro", disk ?? ""]);
    await books.clearLog();
    const locked = await small.run("invoice create --deal 148 --yes");
    spawnSync("mount", ["-o", "remount,rw", disk ?? ""]);
    expect(locked.code, locked.stderr).toBe(3);
    const posts = (await books.log()).filter(
      ({ method, path }) => method === "POST" && path.endsWith("/invoice"),
    );
    expect(posts).toEqual([]);
  }, 60_000);
});
