// Two operators, each with a home of their own, over one ledger on PostgreSQL: what one does the other sees, and nothing is doubled.
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asOwner, emptyAddress, isInstalled } from "../support/postgres.ts";
import { type Books, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";

describe.runIf(isInstalled)("a team on PostgreSQL", () => {
  const ada = new Home();
  const ben = new Home();
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
    for (const home of [ada, ben]) home.discard();
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
    await asOwner(
      address.replace(name, "postgres"),
      `alter database ${name} allow_connections true`,
    );
  });

  it("takes no password in an address, and repeats none", async () => {
    const { code, stdout, stderr } = await ben.run(
      "ledger use postgres://ben:hunter2@db.example.com/x",
    );
    expect(code).toBe(2);
    expect(stdout + stderr).not.toContain("hunter2");
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

  it("has a role that may do what pdqb does, and cannot change history", async () => {
    const own = await emptyAddress();
    const script = String((await ada.json("ledger init-script"))["sql"]);
    // Run twice, as after an update of pdqb.
    for (let times = 0; times < 2; times += 1) await asOwner(own, script);
    await asOwner(
      own,
      "do $$ begin create role ada login in role pdqb; exception when others then null; end $$",
    );
    await ada.json(["ledger", "move", "--to", own.replace("owner@", "ada@"), "--yes"]);
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
      await expect(asOwner(own, `set role ada; ${sql}`)).rejects.toThrow(/permission|owner/);
    await ada.json("ledger check");
  });
});
