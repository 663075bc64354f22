// kill -9 at every request of create, void, delete and email, and at random instants: the next run ends well, and there is one object,
// one link, one e-mail. No secret is in anything that was printed.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resolveOpenIntents } from "../../src/usecases/writes/open-intents.ts";
import { type Books, openPractice } from "../support/practice.ts";
import { Home, type Result } from "../support/run.ts";
import { create, openWorld } from "../support/world.ts";

const home = new Home();
let books: Books;
let printed = "";

beforeAll(async () => {
  books = await openPractice(home, { matching: true });
  const first = await home.run("invoice create --deal 142 --yes");
  if (first.code !== 0) throw new Error(first.stderr);
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

function keep(result: Result): Result {
  printed += result.stdout + result.stderr;
  return result;
}

const marked = () => books.invoices(/pdqb 142\//);

/** A fresh invoice, so that each kill has one of its own. */
async function invoice(): Promise<{ id: string; number: string }> {
  const made = await create(await openWorld(home), 142, { again: true, notDuplicate: true });
  return { id: made.invoice.id, number: made.invoice.number ?? "" };
}

/** The command in words, and how many of what it makes are there. */
type Killed = { args: string[]; count(): Promise<number> };

const COMMANDS = {
  async create(): Promise<Killed> {
    const before = (await marked()).length;
    return {
      args: [
        "invoice",
        "create",
        "--deal",
        "142",
        "--again",
        "--not-duplicate",
        "--yes",
        "--debug",
      ],
      count: async () => (await marked()).length - before,
    };
  },
  async void(): Promise<Killed> {
    const { id, number } = await invoice();
    return {
      args: ["invoice", "void", number, "--yes", "--debug"],
      count: async () =>
        (await books.query(`select * from Invoice where Id = '${id}' and TotalAmt = '0'`)).length,
    };
  },
  async delete(): Promise<Killed> {
    const { id, number } = await invoice();
    return {
      args: ["invoice", "delete", number, "--yes", "--debug"],
      count: async () => 1 - (await books.query(`select * from Invoice where Id = '${id}'`)).length,
    };
  },
  async email(): Promise<Killed> {
    const { id, number } = await invoice();
    const to = `killed${id}@example.org`;
    return {
      args: ["invoice", "email", number, "--to", to, "--yes", "--debug"],
      count: async () =>
        (await books.outbox()).filter((mail) => JSON.stringify(mail).includes(to)).length,
    };
  },
};

type Name = keyof typeof COMMANDS;
const NAMES = Object.keys(COMMANDS) as Name[];

/** Started, killed once `when` resolves; then the same command again, as an operator would. */
async function killAndRepeat({ args, count }: Killed, when: () => Promise<unknown>): Promise<void> {
  const running = home.start(args);
  await Promise.race([when(), running.result]);
  running.kill("SIGKILL");
  keep(await running.result);
  await books.clearFaults();
  const done = await count();
  expect(done).toBeLessThanOrEqual(1);
  if (done === 0 || args[1] !== "create") {
    const next = keep(await home.run(args));
    expect(next.code, next.stderr).toBe(0);
  } else keep(await home.run("invoices refresh"));
  expect(await count()).toBe(1);
  const { ledger } = (await openWorld(home)).ports;
  expect(await ledger.intents({ state: "open" })).toEqual([]);
}

/** The requests that a command makes when nothing hinders it. */
async function requestsOf(name: Name): Promise<number> {
  const { args } = await COMMANDS[name]();
  await books.clearLog();
  keep(await home.run(args));
  return (await books.log()).length;
}

describe.each(NAMES)("%s", (name) => {
  it("killed at each of its requests, carried out and not answered", async () => {
    const requests = await requestsOf(name);
    expect(requests).toBeGreaterThanOrEqual(2);
    for (let at = 1; at <= requests; at += 1) {
      const killed = await COMMANDS[name]();
      await books.clearLog();
      await books.fail({ kind: "hang", nth: at });
      await killAndRepeat(killed, async () => {
        while ((await books.log()).length < at) await delay(10);
        await delay(20);
      });
    }
  }, 180_000);
});

it("create killed at random instants, in the middle of whatever it is doing", async () => {
  const kills = Number(process.env.PDQB_TEST_KILLS ?? 10);
  for (let at = 0; at < kills; at += 1) {
    const { args, count } = await COMMANDS.create();
    const running = home.start(args);
    await Promise.race([delay(150 + Math.random() * 450), running.result]);
    running.kill("SIGKILL");
    keep(await running.result);
    // What the next run does, in this process: whatever it finds, it ends with one invoice and nothing open.
    const world = await openWorld(home);
    await resolveOpenIntents(world.ports);
    if ((await count()) === 0) await create(world, 142, { again: true, notDuplicate: true });
    expect(await count()).toBe(1);
    expect(await world.ports.ledger.intents({ state: "open" })).toEqual([]);
  }
  const { invoices } = await home.json("invoices list --deal 142");
  const linked = (invoices as unknown as { status: string }[]).filter(
    ({ status }) => status !== "deleted",
  );
  expect(linked.length).toBe((await marked()).length);
}, 1_800_000);

it("nothing that was printed holds a secret", () => {
  const secrets = readFileSync(join(home.path, "secrets.json"), "utf8");
  const values = [
    ...secrets.matchAll(/"(?:clientSecret|accessToken|refreshToken|apiToken)": "([^"]+)"/g),
  ].map(([, value = ""]) => value);
  expect(values.length).toBeGreaterThanOrEqual(4);
  expect(printed.length).toBeGreaterThan(1_000);
  for (const value of values) expect(printed).not.toContain(value);
});
