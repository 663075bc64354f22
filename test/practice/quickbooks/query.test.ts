// The query language, the change feed and the batch of the practice books, as docs/quickbooks.md 7 and 8 tell them.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { steer } from "../../support/practice-control.mjs";
import { type Fault, QuickBooksSdk, type Wire } from "./sdk.ts";

const sdk = new QuickBooksSdk();
beforeAll(() => sdk.start(), 30_000);
afterAll(() => sdk.stop());

const ids = async (statement: string) => (await sdk.query(statement)).map(({ Id }) => Id);
async function fault(statement: string): Promise<Fault> {
  try {
    await sdk.query(statement);
  } catch (error) {
    return error as Fault;
  }
  throw new Error(`${statement} was not refused`);
}
const count = async (statement: string) => {
  const answer = await sdk.raw(`query?query=${encodeURIComponent(statement)}`);
  return ((await answer.json()) as { QueryResponse: { totalCount: number } }).QueryResponse
    .totalCount;
};

describe("conditions", () => {
  it.each([
    ["select * from Customer where DisplayName = 'O\\'Neill\\'s Kitchen'", ["419"]],
    ["select * from Customer where DisplayName = 'AURORA design OY'", ["417"]],
    ["select * from Customer where DisplayName like 'Aur%' and Active = true", ["417"]],
    ["select * from Customer where DisplayName like '%itchen'", ["419"]],
    ["SELECT * FROM Customer WHERE Id IN ('418', '417') ORDERBY Id DESC", ["418", "417"]],
    ["select * from customer where Id in ('418','417') order by Id asc", ["417", "418"]],
    ["select * from Item where Sku = 'WEB-CARE'", ["88"]],
    ["select *, Sku from Item where Id = '88'", ["88"]],
    ["select * from Customer where Active = false", ["421"]],
    ["select * from Customer where Id = '421'", []],
    ["select * from Customer where Id = '421' and Active in (true,false)", ["421"]],
    ["select * from Term where Name = 'Net 14'", ["3"]],
  ])("%s", async (statement, found) => {
    expect(await ids(statement)).toEqual(found);
  });

  it("compare dates, amounts and times with an offset", async () => {
    const all = await sdk.query("select * from Invoice maxresults 1000");
    const [newest] = [...all].sort((a, b) => String(b.TxnDate).localeCompare(String(a.TxnDate)));
    const day = String(newest?.TxnDate);
    const from = all.filter(({ TxnDate }) => String(TxnDate) >= day).map(({ Id }) => Id);
    expect((await ids(`select * from Invoice where TxnDate >= '${day}'`)).sort()).toEqual(
      from.sort(),
    );
    const open = all.filter(({ Balance }) => Number(Balance) > 0).map(({ Id }) => Id);
    expect((await ids("select * from Invoice where Balance > '0' maxresults 1000")).sort()).toEqual(
      open.sort(),
    );
    const { CreateTime } = (newest?.MetaData ?? {}) as { CreateTime: string };
    const since = new Date(CreateTime).toISOString();
    expect(await ids(`select * from Invoice where MetaData.CreateTime >= '${since}'`)).toContain(
      newest?.Id,
    );
  });
});

describe("pages", () => {
  it("begin at 1, are 100 unless said, and hold each row once", async () => {
    const total = await count("select count(*) from Invoice");
    const seen: string[] = [];
    for (let start = 1; start <= total; start += 7)
      seen.push(
        ...(await ids(`select * from Invoice orderby Id startposition ${start} maxresults 7`)),
      );
    expect(new Set(seen).size).toBe(total);
    expect(seen).toHaveLength(total);
  });

  it.each([
    ["select * from Invoice startposition 0", "4001"],
    ["select * from Invoice maxresults 1001", "4001"],
  ])("%s is refused", async (statement, code) => {
    expect((await fault(statement)).code).toBe(code);
  });

  it("without a row have no member for the entity", async () => {
    const statement = "select * from Invoice where DocNumber = 'nothing'";
    const answer = await sdk.raw(`query?query=${encodeURIComponent(statement)}`);
    expect(((await answer.json()) as { QueryResponse: object }).QueryResponse).toEqual({});
  });
});

describe("what is refused", () => {
  it.each([
    ["select * from Invoice where PrivateNote = 'x'", "4001", "not queryable"],
    ["select * from Invoice where EmailStatus = 'NotSet'", "4001", "not queryable"],
    ["select * from Invoice where Id > '3'", "4001", ""],
    [
      "select * from Customer where DisplayName = 'a' or DisplayName = 'b'",
      "4000",
      "QueryParserError",
    ],
    ["select * Customer", "4000", "QueryParserError"],
    ["select * from Customer where DisplayName = 'open", "4000", "QueryParserError"],
  ])("%s: %s", async (statement, code, words) => {
    const refused = await fault(statement);
    expect(refused.status).toBe(400);
    expect(refused.code).toBe(code);
    expect(refused.detail).toContain(words);
  });
});

it("a statement may come as a POST of text", async () => {
  const answer = await sdk.raw("query?minorversion=75", {
    method: "POST",
    headers: { "content-type": "application/text" },
    body: "select * from Customer where Id = '417'",
  });
  const { QueryResponse } = (await answer.json()) as { QueryResponse: { Customer: Wire[] } };
  expect(QueryResponse.Customer).toHaveLength(1);
});

describe("both behaviours", () => {
  it("what was made just now is found at once, or only later", async () => {
    await sdk.set({ "quickbooks.query_lag_seconds": "3600" });
    const made = await sdk.post("customer", { DisplayName: "Seen later" });
    const statement = "select * from Customer where DisplayName = 'Seen later'";
    expect(await ids(statement)).toEqual([]);
    await sdk.set({ "quickbooks.query_lag_seconds": "0" });
    expect(await ids(statement)).toEqual([made.Id]);
  });

  it("names of properties are taken in any case, or count to the letter", async () => {
    const statement = "select * from Customer where displayname = 'Aurora Design Oy'";
    expect(await ids(statement)).toEqual(["417"]);
    await sdk.set({ "quickbooks.query_property_case": "exact" });
    expect((await fault(statement)).status).toBe(400);
  });

  it("a change feed of more than 30 days is refused, or gives the 30", async () => {
    const since = new Date(Date.now() - 40 * 86_400_000).toISOString();
    const ask = () => sdk.raw(`cdc?entities=Invoice&changedSince=${encodeURIComponent(since)}`);
    expect((await ask()).status).toBe(400);
    await sdk.set({ "quickbooks.cdc_too_old": "window" });
    expect((await ask()).status).toBe(200);
  });
});

it("a change feed is full at 1,000 objects, and empty entities are {}", async () => {
  await sdk.control("load", { invoices: 1_200 });
  await sdk.control("clock", { advanceDays: 0 });
  const since = new Date(Date.now() - 29 * 86_400_000).toISOString();
  type Feed = {
    CDCResponse: [{ QueryResponse: { Invoice?: Wire[]; Term?: Wire[] }[] }];
    time: string;
  };
  const read = async (entities: string, from: string) =>
    (await (
      await sdk.raw(`cdc?entities=${entities}&changedSince=${encodeURIComponent(from)}`)
    ).json()) as Feed;
  const feed = await read("Term,Invoice", since);
  const [terms, invoices] = feed.CDCResponse[0].QueryResponse;
  expect(terms).toEqual({});
  expect(invoices?.Invoice?.length).toBeGreaterThan(0);
  expect(Number.isNaN(Date.parse(feed.time))).toBe(false);
  expect((await sdk.raw("cdc?entities=TaxCode&changedSince=2026-11-20T00:00:00Z")).status).toBe(
    400,
  );
});

it("a batch of more than 30 is refused, and each query counts", async () => {
  const items = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      bId: `q${index}`,
      Query: "select * from Term",
    }));
  const answer = (count: number) =>
    sdk.raw("batch", { method: "POST", body: JSON.stringify({ BatchItemRequest: items(count) }) });
  expect((await answer(31)).status).toBe(400);
  const fine = await answer(30);
  expect(((await fine.json()) as { BatchItemResponse: unknown[] }).BatchItemResponse).toHaveLength(
    30,
  );
  const log = await steer(sdk.home.path, "log");
  const { entries } = (await log.json()) as { entries: { meter: { corePlus: number } | null }[] };
  expect(entries.at(-1)?.meter?.corePlus).toBe(30);
});

describe("characters above U+00FF", () => {
  const STATEMENT = "select * from Customer where DisplayName = 'Włodarski'";

  it.each([
    [STATEMENT, 46, "\\u0142", 322],
    ["select * from Item where Name = 'Boot – x'", 39, "\\u2013", 8211],
    ["select * from Item where Name like '%Fleur’t'", 43, "\\u2019", 8217],
  ])("%s is a lexical error", async (statement, column, shown, code) => {
    const { code: faultCode, detail } = await fault(statement);
    expect(faultCode).toBe("4000");
    expect(detail).toContain(
      `QueryParserError: Invalid content. Lexical error at line 1, column ${column}.  Encountered: "${shown}" (${code})`,
    );
  });

  it("Latin-1 is taken", async () => {
    expect(
      await ids("select * from Customer where DisplayName = 'Kallio & Söner Ab'"),
    ).toHaveLength(1);
  });
});
