// Two operators, each with a home of their own, over one ledger on PostgreSQL: what one does the other sees, and nothing is doubled.
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDeals } from "../support/fresh-deals.ts";
import { pages } from "../support/manual.ts";
import { asOwner, connectionTo, emptyAddress, isInstalled } from "../support/postgres.ts";
import { type Books, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";
import { CROWD } from "../support/runs.ts";

describe.runIf(isInstalled)("a team on PostgreSQL", () => {
  const ada = new Home();
  const ben = new Home();
  const cron = new Home();
  let books: Books;
  let address: string;
  const ledgerOf = async (home: Home) => String((await home.json("ledger path"))["path"]);

  beforeAll(async () => {
    books = await openPractice(ada, { matching: true });
    for (const file of ["settings.json", "secrets.json"])
      cpSync(join(ada.path, file), join(ben.path, file));
    address = await emptyAddress();
  }, 60_000);
  afterAll(async () => {
    await ada.run("practice stop");
    for (const home of [ada, ben, cron]) home.discard();
  });

  it("moves a ledger there with every row, and the old one refuses writes and names the new one", async () => {
    await ada.json("config set item.income-account 61");
    const made = await ada.json("invoice create --deal 123 --create-item 3 --yes");
    expect(made["outcome"]).toBe("created");
    const before = await ada.json("history --limit 50");
    const settings = join(ada.path, "settings.json");
    const own = readFileSync(settings);
    expect(await ada.json(["ledger", "move", "--to", address, "--yes"])).toMatchObject({
      outcome: "moved",
    });
    expect(await ledgerOf(ada)).toBe(address);
    expect(await ada.json("history --limit 50")).toEqual(before);
    expect(await ada.json("history verify")).toMatchObject({});
    const shared = readFileSync(settings);
    // As a profile that still has the old ledger sees it.
    writeFileSync(settings, own);
    const refused = await ada.run("invoice create --deal 141 --yes");
    writeFileSync(settings, shared);
    expect(refused.stderr).toContain(address);
    expect(refused.code).toBe(3);
  });

  it("lets a second operator in, who bills nothing twice", async () => {
    expect(await ben.json(["ledger", "use", address])).toMatchObject({ outcome: "used" });
    const again = await ben.json("invoice create --deal 123 --create-item 3 --yes");
    expect(again["outcome"]).toBe("already_exists");
    expect(await books.invoices(/pdqb 123\//)).toHaveLength(1);
  });

  it("shares its settings, and keeps what belongs to a machine", async () => {
    await ben.json("config set deal.open refuse");
    await ben.json("config set callback.port 53999");
    const of = async (name: string) => (await ada.json(`config get ${name}`)) as object;
    expect(await of("deal.open")).toMatchObject({ value: "refuse", origin: "shared" });
    expect(await of("callback.port")).toMatchObject({ value: "53682", origin: "default" });
  });

  it(`lets ${CROWD} processes of three homes make one invoice of a deal, and one each of a run`, async () => {
    cpSync(ben.path, cron.path, {
      recursive: true,
      filter: (file) => !/locks|practice/.test(file),
    });
    const homes = [ada, ben, cron];
    const together = (args: string[]) =>
      Promise.all(
        Array.from(
          { length: CROWD },
          (_, at) => (homes[at % 3] as Home).start(args, { isOneOfMany: true }).result,
        ),
      );
    const fresh = await freshDeals(ada);
    const [one, ...deals] = [await fresh(), await fresh(), await fresh(), await fresh()];
    const results = await together(["invoice", "create", `${one}`, "--yes", "--json"]);
    expect(results.filter(({ code }) => code !== 0).map(({ stderr }) => stderr)).toEqual([]);
    expect(results.map(({ stdout }) => JSON.parse(stdout).outcome).sort()).toEqual([
      ...Array(CROWD - 1).fill("already_exists"),
      "created",
    ]);
    await ada.json(["run", "plan", "--deals", deals.join(","), "--name", "team"]);
    const runs = await together(["run", "apply", "team", "--yes", "--json"]);
    // One applies it; those that come meanwhile are told so, where it takes long.
    for (const { code, stderr } of runs.filter(({ code }) => code !== 0))
      expect([code, stderr]).toEqual([6, expect.stringContaining("run team is being worked on")]);
    for (const deal of [one, ...deals])
      expect(await books.invoices(new RegExp(`pdqb ${deal}/`)), `deal ${deal}`).toHaveLength(1);
    expect((await ben.json("pending list"))["intents"]).toEqual([]);
  }, 600_000);

  it("is copied without pg_dump too, and says who else uses it", async () => {
    const connection = connectionTo(address, "pdqb carla@office:1");
    await connection.holding(async () => {
      await connection.query({ sql: "select 1" });
      const doctor = await ada.run("doctor");
      expect(doctor.stdout).toMatch(
        /Shared at postgres:.*used by pdqb carla@office:1, since \d{4}/,
      );
    });
    connection.close();
    const copy = String((await ada.json("ledger backup"))["path"]);
    expect(dirname(copy)).toBe(ada.path);
    expect(readFileSync(copy, "utf8")).toContain("CREATE TABLE pdqb.invoices");
    const lines = join(ada.path, "lines.jsonl");
    const nowhere = { env: { PATH: "/nowhere" } };
    expect((await ada.start(["ledger", "backup", lines], nowhere).result).code).toBe(0);
    const [count] = await asOwner(address, "select count(*)::int as n from history");
    const rows = readFileSync(lines, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(rows.filter(({ table }) => table === "history")).toHaveLength(Number(count?.["n"]));
    expect(rows.find(({ table }) => table === "invoices").row).toMatchObject({ currency: "EUR" });
  });

  it("says so when the ledger is out of reach, and sends nothing", async () => {
    await books.clearLog();
    const name = new URL(address).pathname.slice(1);
    await asOwner(
      address.replace(name, "postgres"),
      `alter database ${name} allow_connections false`,
    );
    const { code, stderr } = await ben.run("invoice create --deal 141 --yes");
    expect([code, stderr]).toEqual([6, expect.stringContaining("out of reach")]);
    expect((await books.log()).filter(({ method }) => method === "POST")).toEqual([]);
    const status = await ben.run("status");
    expect([status.code, status.stdout]).toEqual([
      6,
      expect.stringMatching(/^Pipedrive .*: connected[\s\S]*^Ledger {6}out of reach$/m),
    ]);
    const doctor = await ben.run("doctor");
    expect([doctor.code, doctor.stdout.match(/^✗ .{11}/gm)]).toEqual([3, ["✗ ledger     "]]);
    expect(doctor.stdout).toMatch(/^! writes {6}Not looked at: see "ledger"\.$/m);
    // Ada moved her rows there, so that hers are not to be used; Ben's home knows of no such thing.
    const stays = await ada.run("ledger use local");
    expect([stays.code, stays.stderr]).toEqual([
      3,
      expect.stringContaining("pdqb ledger move --to local"),
    ]);
    expect(await ledgerOf(ada)).toBe(address);
    const leaves = await ben.run("ledger use local");
    expect([leaves.code, leaves.stderr]).toEqual([0, expect.stringContaining("were not checked")]);
    expect(await ledgerOf(ben)).toBe(join(ben.path, "ledger.db"));
    await asOwner(
      address.replace(name, "postgres"),
      `alter database ${name} allow_connections true`,
    );
    await ben.json(["ledger", "use", address]);
  });

  it("takes no password in an address, and repeats none", async () => {
    const { code, stdout, stderr } = await ben.run(
      "ledger use postgres://ben:hunter2@db.example.com/x",
    );
    expect(code).toBe(2);
    expect(stdout + stderr).not.toContain("hunter2");
    expect(stderr).toContain('pdqb ledger use "postgres://ben@db.example.com/x"');
    expect(readFileSync(join(ben.path, "settings.json"), "utf8")).not.toContain("hunter2");
  });

  it("moves back home, where the history is the same", async () => {
    const before = await ada.json("history --limit 50");
    await ada.json("ledger move --to local --yes");
    expect(await ledgerOf(ada)).toBe(join(ada.path, "ledger.db"));
    expect(await ada.json("history --limit 50")).toEqual(before);
    const { code, stderr } = await ben.run("invoice create --deal 141 --yes");
    expect([code, stderr]).toEqual([3, expect.stringContaining("was moved")]);
  });

  it("is set up as the chapter says, word by word, up to the second operator's first invoice", async () => {
    const place = await emptyAddress();
    const { text } = pages.find(({ path }) => path === "docs/team.md") ?? { text: "" };
    const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => block);
    const [administrator = "", ...operators] = blocks.map((block) => block.trim().split("\n"));
    expect([administrator.length, operators.length]).toEqual([4, 2]);
    for (const line of administrator) {
      const [, sql] = /^psql .* -c "(.*)"$/.exec(line) ?? [];
      if (line.startsWith("pdqb ledger init-script | psql"))
        await asOwner(place, (await ada.run("ledger init-script")).stdout);
      else if (sql) await asOwner(place, sql);
      else expect(line).toBe("createdb ledger");
    }
    const typed: string[] = [];
    for (const [at, home] of [ada, ben].entries())
      for (const line of operators[at] ?? []) {
        // A login of one's own is shown by the tests of connect.
        if (line.startsWith("pdqb connect ")) continue;
        const [, ...words] = line
          .replace(/postgres:\/\/(\w+)@db\.example\.com\/ledger/, (_all, user) =>
            place.replace("owner@", `${user}@`),
          )
          .split(" ");
        const { code, stdout, stderr } = await home.run(words);
        expect([line, code, stderr]).toEqual([line, 0, stderr]);
        typed.push(stdout);
      }
    expect(typed.join("")).toContain("shared");
    expect(await books.invoices(/pdqb 142\//)).toHaveLength(1);
    const { code, stderr } = await ada.run(["ledger", "move", "--to", address, "--yes"]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("moves to a home first")]);
    await ada.json("ledger move --to local --yes");
  });

  it("has a role that may do what pdqb does, and cannot change history", async () => {
    const own = await emptyAddress();
    const script = String((await ada.json("ledger init-script"))["sql"]);
    // Run twice, as after an update of pdqb.
    for (let times = 0; times < 2; times += 1) await asOwner(own, script);
    await asOwner(
      own,
      "do $$ begin create role clerk login in role pdqb; exception when others then null; end $$",
    );
    await ada.json(["ledger", "move", "--to", own.replace("owner@", "clerk@"), "--yes"]);
    expect((await ada.json("invoice create --deal 123 --create-item 3 --yes"))["outcome"]).toBe(
      "already_exists",
    );
    for (const sql of [
      "update history set actor = 'x'",
      "delete from history",
      "truncate history",
      "alter table history disable trigger all",
      "drop table history",
      "update schema_version set version = 9",
    ])
      await expect(asOwner(own, `set role clerk; ${sql}`)).rejects.toThrow(/permission|owner/);
    await ada.json("ledger check");
    const { stdout } = await ada.run("status --offline");
    expect(stdout).toMatch(/^Kept in {5}postgres:\/\/clerk@localhost\//m);
    await asOwner(own, "delete from invoices");
    const { code, stderr } = await ada.run("ledger check");
    expect([code, stderr]).toEqual([3, expect.stringContaining("pdqb ledger rebuild")]);
    expect(stderr).not.toContain("file");
  });
});
