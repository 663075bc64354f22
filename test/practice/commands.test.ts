// `pdqb practice …` as an operator rehearses with it: failures, the log, the clock, other hands, and the outbox.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Books, matchExactly, openPractice } from "../support/practice.ts";
import { Home } from "../support/run.ts";

const home = new Home();
let books: Books;
let env: Record<string, string>;

beforeAll(async () => {
  books = await openPractice(home);
  env = (await home.json("practice env")) as unknown as Record<string, string>;
  await matchExactly(home);
}, 120_000);

afterAll(async () => {
  await home.run("practice stop");
  home.discard();
});

const companyInfo = () =>
  fetch(
    `${env.PDQB_QUICKBOOKS_ORIGIN}/v3/company/${env.PRACTICE_REALM_ID}/companyinfo/${env.PRACTICE_REALM_ID}`,
    {
      headers: {
        authorization: `Bearer ${env.PRACTICE_QUICKBOOKS_ACCESS_TOKEN}`,
        accept: "application/json",
      },
    },
  );
const me = () =>
  fetch(`${env.PDQB_PIPEDRIVE_ORIGIN}/api/v1/users/me`, {
    headers: { authorization: `Bearer ${env.PRACTICE_PIPEDRIVE_ACCESS_TOKEN}` },
  });

describe("fail", () => {
  it("strikes the n-th fitting request, so often, and is listed and forgotten", async () => {
    const staged = await home.run(
      "practice fail status_before --service quickbooks --path companyinfo --nth 2 --times 2 --status 502",
    );
    expect(staged.stdout).toBe("quickbooks companyinfo, after 1 more: status_before, 2 times\n");
    const answers = [await me(), ...(await sequence(4, companyInfo))];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 502, 502, 200]);
    expect((await home.run("practice fail")).stdout).toContain("No failures are set.");
    await home.run("practice fail hang --path nowhere");
    expect((await home.json("practice fail --clear")) as unknown).toEqual({ rules: [] });
    expect((await home.json("practice fail")) as unknown).toEqual({ rules: [] });
  });

  it.each([
    ["429 --retry-after 7", 429, "7", "3001"],
    ["expired_token", 401, null, "3200"],
    ["stale_sync_token", 400, null, "5010"],
    ["html", 200, null, "<html>"],
    ["xml", 200, null, "<IntuitResponse/>"],
    ["status_after --status 500", 500, null, "500"],
  ])("%s answers as such services do", async (rule, status, retryAfter, words) => {
    await home.run(`practice fail ${rule} --service quickbooks`);
    const answer = await companyInfo();
    expect(answer.status).toBe(status);
    expect(answer.headers.get("retry-after")).toBe(retryAfter);
    expect(await answer.text()).toContain(words);
    expect((await companyInfo()).status).toBe(200);
  });

  it.each(["drop_before", "drop_after", "truncated"])("%s cuts the connection", async (kind) => {
    await home.run(`practice fail ${kind} --service pipedrive`);
    await expect(me().then((answer) => answer.text())).rejects.toThrow();
    expect((await me()).status).toBe(200);
  });

  it("knows its kinds", async () => {
    const unknown = await home.run("practice fail explode");
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain("drop_after");
  });
});

it("log shows what arrived, with tokens and Intuit's class, and no secret", async () => {
  await home.run("practice log --clear");
  await me();
  await companyInfo();
  const { requests } = (await home.json("practice log")) as unknown as {
    requests: {
      service: string;
      path: string;
      status: number;
      cost: number | null;
      class: string;
    }[];
  };
  expect(
    requests.map(({ service, status, cost, class: kind }) => [service, status, cost, kind]),
  ).toEqual([
    ["pipedrive", 200, 2, ""],
    ["quickbooks", 200, null, "1 CorePlus"],
  ]);
  const table = (await home.run("practice log --limit 1")).stdout;
  expect(table).toContain("companyinfo");
  for (const secret of ["PRACTICE_QUICKBOOKS_ACCESS_TOKEN", "PRACTICE_PIPEDRIVE_ACCESS_TOKEN"])
    expect(JSON.stringify(requests) + table).not.toContain(env[secret]);
});

it("clock moves the age of tokens: an hour and a minute on, the access token has run out", async () => {
  const before = await home.json("practice clock");
  await home.run("practice clock --seconds 3660");
  expect((await companyInfo()).status).toBe(401);
  const { now } = (await home.json("practice clock --now")) as unknown as { now: string };
  expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(60_000);
  expect(Object.keys(before)).toEqual(["now"]);
  expect((await companyInfo()).status).toBe(200);
});

describe("a customer or a bookkeeper", () => {
  type Created = { invoice: { id: string; number: string; total: string } };
  const create = async (deal: number) =>
    (await home.json(`invoice create --deal ${deal} --yes`)) as unknown as Created;
  const wire = async (id: string) =>
    ((await books.read(`invoice/${id}`)) as unknown as { Invoice: Record<string, unknown> })
      .Invoice;

  it("pay a part, and then the rest", async () => {
    const { invoice } = await create(142);
    // 2 × 124.99 + 4 × 61.50 = 495.98; with 25.5 % on it 622.45.
    expect(invoice.total).toBe("622.45");
    const part = await home.run(`practice pay ${invoice.number} 122.45`);
    expect(part.stdout).toContain("is part-paid in the practice books: 500.00 EUR is still open.");
    expect((await wire(invoice.id)).Balance).toBe(500);
    // The limit that pdqb has just used up is waited for.
    await home.run("practice fail 429 --service quickbooks --path payment");
    const rest = await home.run(`practice pay id:${invoice.id}`);
    expect(rest.stdout).toBe(`Invoice id:${invoice.id} is paid in the practice books.\n`);
    expect((await wire(invoice.id)).Balance).toBe(0);
  });

  it("credit: 100.00 net is 125.50 with its tax", async () => {
    const { invoice } = await create(143);
    // 3 × 124.99 + 4 × 61.50 = 620.97; with 25.5 % on it 779.32.
    expect((await home.run(`practice credit ${invoice.number} 100`)).code).toBe(0);
    expect((await wire(invoice.id)).Balance).toBe(653.82);
  });

  it("edit, void and delete", async () => {
    const { invoice } = await create(144);
    await home.run(`practice edit ${invoice.number} --due 2027-01-31 --memo Later`);
    expect(await wire(invoice.id)).toMatchObject({
      DueDate: "2027-01-31",
      CustomerMemo: { value: "Later" },
    });
    await home.run(`practice void ${invoice.number}`);
    expect(await wire(invoice.id)).toMatchObject({ TotalAmt: 0, Balance: 0 });
    await home.run(`practice delete id:${invoice.id}`);
    await expect(wire(invoice.id)).rejects.toThrow("610");
    const refused = await home.run("practice pay 99999");
    expect(refused.code).toBe(5);
  });

  it("change a line, and remove one", async () => {
    const { invoice } = await create(146);
    // 6 × 124.99 + 4 × 61.50; then 6 × 124.99 + 1 × 100.00 = 849.94, with 25.5 % on it 1,066.67.
    await home.run(`practice edit ${invoice.number} --line 2 --qty 1 --price 100 --text Expert`);
    expect(await wire(invoice.id)).toMatchObject({ TotalAmt: 1066.67 });
    // 749.94 with 25.5 % on it.
    await home.run(`practice edit ${invoice.number} --remove-line 2`);
    const { TotalAmt, Line } = (await wire(invoice.id)) as { TotalAmt: number; Line: object[] };
    expect([TotalAmt, Line.length]).toEqual([941.17, 2]);
    const missing = await home.run(`practice edit ${invoice.number} --line 9 --qty 1`);
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining("lines 1 to 1")]);
    expect((await home.run(`practice edit ${invoice.number} --qty 1`)).code).toBe(2);
  });

  it("copy, with the marker in the note, and give another number", async () => {
    const { invoice } = await create(147);
    const copied = await home.json(`practice copy ${invoice.number}`);
    const copy = (copied as unknown as Created).invoice;
    const [before, after] = [await wire(invoice.id), await wire(copy.id)];
    expect(copy.number).not.toBe(invoice.number);
    expect(after).toMatchObject({
      PrivateNote: before.PrivateNote,
      CustomerRef: before.CustomerRef,
      TotalAmt: before.TotalAmt,
      Balance: before.TotalAmt,
    });
    await home.run(`practice renumber ${copy.number} R-77`);
    expect((await wire(copy.id)).DocNumber).toBe("R-77");
  });

  it("and the outbox holds what was mailed", async () => {
    await home.run("invoice create --deal 145 --send --yes");
    const { mails } = (await home.json("practice outbox")) as unknown as {
      mails: { to: string }[];
    };
    expect(mails.map(({ to }) => to)).toEqual(["ines@aurora-design.example"]);
  });
});

it("settings are listed, changed, and refused where there is none", async () => {
  const name = "quickbooks.void_with_payment";
  const changed = (await home.json(`practice settings ${name} unlink`)) as unknown as {
    settings: { name: string; value: string }[];
  };
  expect(changed.settings).toMatchObject([{ name, value: "unlink" }]);
  expect((await home.run("practice settings quickbooks.nothing on")).code).toBe(2);
});

async function sequence<T>(count: number, work: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let index = 0; index < count; index += 1) results.push(await work());
  return results;
}
