// Queries whose answers by the real QuickBooks were published: status, code and words as they were seen there (docs/quickbooks.md 7, 17).
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { quickbooksSettings } from "../../../src/practice/quickbooks/settings.ts";
import { inProcess } from "../in-process.ts";

const { state, ask, set, base } = inProcess();
afterAll(() => state.close());
beforeEach(() => {
  for (const [name, { default: standard }] of Object.entries(quickbooksSettings))
    if (name.startsWith("quickbooks.query_")) set({ [name]: standard });
});

type Row = { Id: string };
type Told = {
  QueryResponse: Record<string, Row[] | number>;
  Fault: { Error: { code: string; Detail: string }[]; type: string };
};
async function answer(statement: string) {
  const told = await ask(
    "quickbooks",
    "GET",
    `${base}/query?query=${encodeURIComponent(statement)}`,
  );
  const { QueryResponse, Fault } = JSON.parse(told.text) as Told;
  const [error] = Fault?.Error ?? [];
  const rows = Object.values(QueryResponse ?? {}).find(Array.isArray) ?? [];
  return {
    status: told.status,
    code: error?.code,
    detail: error?.Detail ?? "",
    ids: (rows as Row[]).map(({ Id }) => Id),
  };
}

describe("refused", () => {
  it.each([
    // quickbooks-ruby#362, QuickBooks-V3-PHP-SDK#397
    [
      "select * from Customer where DisplayName = 'Włodarski'",
      "4000",
      'Encountered: "\\u0142" (322)',
    ],
    ["select * from Item where Name = 'Boot – x'", "4000", 'Encountered: "\\u2013" (8211)'],
    [
      "select * from Customer where DisplayName = '珊珊 李'",
      "4000",
      "Lexical error at line 1, column 45",
    ],
    // qbo_api#37, node-quickbooks#41
    ["select * from Invoice where Balance > 0", "4000", 'Encountered " <INTEGER> "0 ""'],
    ["select * from Invoice where Id in (3200,3201)", "4000", 'Encountered " <INTEGER> "3200 ""'],
    ["select * from Invoice where Balance = 0", "4000", "<DATETIME>"],
    ["select * from Invoice where Id not in (1)", "4000", 'Encountered " <INTEGER> "1 ""'],
    // Nytely-Official/quickbooks-api, live tests of five entities
    ["select * from Customer where Id = 'abc'", "4001", "QueryValidationError"],
    ["select * from Invoice where id = 'invalid'", "4001", "QueryValidationError"],
    ["select * from Payment where Id in ('1','x')", "4001", "QueryValidationError"],
    ["select * from Account where id = 'invalid'", "4001", "QueryValidationError"],
    ["select * from CreditMemo where id = 'invalid'", "4001", "QueryValidationError"],
    // quickbooks-ruby#403
    [
      "select * from Vendor where PrimaryEmailAddr = 'x@y.z'",
      "4001",
      "property 'PrimaryEmailAddr' is not queryable",
    ],
    [
      "select * from Employee where PrimaryEmailAddr = 'x@y.z'",
      "4001",
      "property 'PrimaryEmailAddr' is not queryable",
    ],
    [
      "select * from Customer where PrimaryEmailAddr = 'x@y.z'",
      "4001",
      "property 'PrimaryEmailAddr' is not queryable",
    ],
    ["select Nonsense from Item", "4001", "Property Nonsense not found for Entity Item"],
    // quickbooks-ruby#258, QuickBooks-V3-DotNET-SDK#163
    [
      "select * from Payment where UnappliedAmt != '0.0'",
      "4001",
      "'UnappliedAmt' is not queryable",
    ],
    ["select * from Customer where DisplayName != 'x'", "4001", "QueryValidationError"],
    ["select * from Customer where Id not in ('417')", "4001", "QueryValidationError"],
    ["select * from Account where AcctNum = '1'", "4001", "'AcctNum' is not queryable"],
    [
      "select * from Customer where BillAddr.City = 'x'",
      "4001",
      "'BillAddr.City' is not queryable",
    ],
    ["select * from Invoice where PrivateNote = 'x'", "4001", "'PrivateNote' is not queryable"],
    ["select * from Foo", "4001", "invalid context declaration"],
    ["select * from Item where Id = '1' or Id = '2'", "4000", "QueryParserError"],
    ["select * from Invoice, Customer", "4000", "QueryParserError"],
    ["select * from Invoice group by Id", "4000", "QueryParserError"],
    ["select * from Customer where DisplayName = 'O''Neill'", "4000", "QueryParserError"],
    ["select * from Invoice maxresults 1001", "4001", "value 1001 is too large"],
    ["select * from Invoice maxresults 0", "4001", "value 0 is too small. Min allowed value is 1"],
    [
      "select * from Invoice startposition 0",
      "4001",
      "value 0 is too small. Min allowed value is 1",
    ],
    ["select * from Invoice where TxnDate > '2026-13-45'", "4001", "QueryValidationError"],
    ["select * from Invoice where TxnDate = '2026-02-30'", "4001", "QueryValidationError"],
    [
      "select * from Invoice where MetaData.LastUpdatedTime > '2026-02-30T00:00:00Z'",
      "4001",
      "QueryValidationError",
    ],
  ])("%s: %s", async (statement, code, words) => {
    const { status, code: told, detail } = await answer(statement);
    expect({ status, code: told }).toEqual({ status: 400, code });
    expect(detail).toContain(words);
  });
});

describe("taken", () => {
  it.each([
    // The samples of Intuit's own page, tap-quickbooks, n8n, Nytely
    [
      "select * from Customer where Metadata.LastUpdatedTime > '2010-01-01' and id = '417'",
      ["417"],
    ],
    ["select * from Customer where id='417'", ["417"]],
    ["select * from customer where displayname = 'O\\'Neill\\'s Kitchen'", ["419"]],
    ["SELECT FROM Term WHERE Name = 'Net 14'", ["3"]],
    ["select Id, DisplayName from Customer where Id = '417'", ["417"]],
    ["select *, Sku from Item where Id = '88'", ["88"]],
    ["select * from customer orderby Id maxresults 1 startposition 2", ["418"]],
    ["select * from customer orderby Id startposition 2 maxresults 1", ["418"]],
    ["select * from Customer where active = false", ["421"]],
    ["select * from Invoice where Id = '987654321'", []],
  ])("%s", async (statement, ids) => {
    expect(await answer(statement)).toMatchObject({ status: 200, ids });
  });

  it("as a form, beside text", async () => {
    const body = `query=${encodeURIComponent("select * from Term where Name = 'Net 14'")}`;
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const told = await ask("quickbooks", "POST", `${base}/query`, { body, headers });
    expect(JSON.parse(told.text).QueryResponse.Term).toMatchObject([{ Id: "3" }]);
  });
});

describe("the other reading, by setting", () => {
  it.each([
    ["query_bare_numbers", "accept", "select * from Term where Id = 3", ["3"]],
    ["query_unknown_selection", "ignore", "select Nonsense from Term where Id = '3'", ["3"]],
    ["query_beyond_latin1", "accept", "select * from Customer where DisplayName = 'Włodarski'", []],
    [
      "customer_by_email",
      "accept",
      "select * from Customer where PrimaryEmailAddr = 'ines@aurora-design.example'",
      ["417"],
    ],
  ])("%s %s", async (name, value, statement, ids) => {
    set({ [`quickbooks.${name}`]: value });
    expect(await answer(statement)).toMatchObject({ status: 200, ids });
  });

  it("query_property_case exact", async () => {
    set({ "quickbooks.query_property_case": "exact" });
    expect(await answer("select * from Customer where id = '417'")).toMatchObject({ code: "4001" });
  });
});
