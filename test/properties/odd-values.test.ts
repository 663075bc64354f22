// Odd values in every member of every entity that the practice services serve, in every parameter and in queries: each is taken or
// refused with a code, none ends in a 500, which a client would take for an outage and try again.
import { afterAll, expect, it } from "vitest";
import quickbooks from "../../src/practice/contracts/quickbooks.json" with { type: "json" };
import {
  loadContract,
  type Operation,
  type Schema,
} from "../../src/practice/pipedrive/contract.ts";
import { type Answer, inProcess } from "../practice/in-process.ts";
import { chance } from "../support/chance.ts";
import { runs } from "../support/runs.ts";

const { state, ask, base: BASE } = inProcess();
afterAll(() => state.close());

const IMPOSSIBLE_DATES = ["2026-13-45", "2026-02-30", "0000-00-00"];
/** As they stand in the JSON of a body. */
const ODD = [
  ...IMPOSSIBLE_DATES.map((date) => `"${date}"`),
  ...["9999-12-31", "0001-01-01", "2026-11-03T25:61:00Z", "2026-11-03", "now", "12:99", "-"].map(
    (text) => `"${text}"`,
  ),
  ...[
    "null",
    "true",
    "false",
    "0",
    "-1",
    "1.005",
    "1e15",
    "-1e300",
    "1e400",
    "12345678901234567890",
  ],
  ...['"0"', '"1,5"', '"NaN"', '"Infinity"', '"TAX"', '"__proto__"', '"constructor"', '"417"'],
  ...["[]", "{}", "[null]", "[[]]", "[1]", '["a"]', "[{}]", '{"value":null}', '{"value":[]}'],
  ...['{"value":{}}', '{"value":"constructor"}', '{"__proto__":1}', '{"toString":null}'],
  ...['""', '" "', '"\\u0000"', '"\\ud800"', '"😀"', '"%"', `"${"x".repeat(5_000)}"`],
];

/** As it stands in an address or a query: a text without its quotes, anything else as it is. */
function asText(odd: string): string {
  return odd.startsWith('"') ? String(JSON.parse(odd)).replaceAll("\ud800", "?") : odd;
}

type Case = { send: () => Promise<Answer>; text: string };

const TYPES = quickbooks.types as unknown as Record<string, Record<string, { type: string }>>;
const LINE = `{"DetailType":"SalesItemLineDetail","Amount":100,"SalesItemLineDetail":{"ItemRef":{"value":"88"},"TaxCodeRef":{"value":"5"}}}`;
const SALE = `"CustomerRef":{"value":"417"},"GlobalTaxCalculation":"TaxExcluded"`;
/** The members that a creation needs, so that the odd one is reached. */
const BASES: Record<string, string> = {
  Invoice: `${SALE},"Line":[${LINE}]`,
  CreditMemo: `${SALE},"Line":[${LINE}]`,
  Payment: `"CustomerRef":{"value":"417"},"TotalAmt":10`,
  Customer: `"DisplayName":"N#"`,
  Vendor: `"DisplayName":"N#"`,
  Employee: `"GivenName":"N#","FamilyName":"B"`,
  Item: `"Name":"N#","Type":"Service","IncomeAccountRef":{"value":"61"}`,
  Account: `"Name":"N#","AccountType":"Income"`,
  Term: `"Name":"N#","DueDays":10`,
  Class: `"Name":"N#"`,
  Department: `"Name":"N#"`,
  PaymentMethod: `"Name":"N#"`,
  CompanyCurrency: `"Code":"JPY"`,
  ExchangeRate: `"SourceCurrencyCode":"USD","AsOfDate":"2026-11-03","Rate":0.9`,
  CompanyInfo: `"sparse":true,"Id":"1","SyncToken":"0"`,
  Preferences: `"Id":"1","SyncToken":"0"`,
  TaxCode: `"Name":"N#"`,
  TaxRate: `"Name":"N#"`,
};

/** `{"Line":[{"Amount":…}]}` and the like: each path of a type to a depth of four, `#` in the place of the value. */
function paths(type: string, depth: number): string[] {
  return Object.entries(TYPES[type] ?? {}).flatMap(([member, { type: of }]) => {
    const isList = of.endsWith("[]");
    const inner = depth > 1 ? paths(of.replace("[]", ""), depth - 1) : [];
    const extra = member === "Line" ? '"DetailType":"SalesItemLineDetail","Amount":1,' : "";
    const nested = inner.map((path) => {
      const object = `{${extra}${path}}`;
      return `"${member}":${isList ? `[${object}]` : object}`;
    });
    return [`"${member}":#`, ...nested];
  });
}
const PATHS = Object.keys(BASES).flatMap((entity) =>
  [...paths(entity, entity === "Preferences" ? 3 : 2), ...lineDetails(entity)].map((path) => ({
    entity,
    path,
  })),
);
function lineDetails(entity: string): string[] {
  if (!TYPES[entity]?.["Line"]) return [];
  const kinds = ["SalesItem", "Discount", "Description", "Group", "SubTotal"];
  return kinds.flatMap((kind) => {
    const detailType = kind === "Description" ? "DescriptionOnly" : `${kind}LineDetail`;
    return paths(`${kind}LineDetail`, 1).map(
      (path) =>
        `"Line":[${LINE},{"DetailType":"${detailType}","Amount":1,"${kind}LineDetail":{${path}}}]`,
    );
  });
}

function quickbooksWrite(pick: ReturnType<typeof chance>, index: number): Case {
  const { entity, path } = pick.of(PATHS);
  const base = (BASES[entity] ?? "").replace("#", String(index));
  const odd = pick.of(ODD);
  const change = pick.of([
    "",
    "",
    "",
    '"Id":"3101","SyncToken":"0",',
    '"Id":"417","SyncToken":"0","sparse":true,',
  ]);
  const operation = pick.of([
    "",
    "",
    "",
    "?operation=update",
    "?operation=delete",
    "?operation=void",
  ]);
  const body = `{${base},${change}${path.replace("#", odd)}}`;
  const address = `${entity.toLowerCase()}${operation}`;
  return {
    text: `POST ${address} ${body}`,
    send: () => ask("quickbooks", "POST", `${BASE}/${address}`, { body }),
  };
}

const PROPERTIES =
  "Id DocNumber TxnDate DueDate Balance TotalAmt CustomerRef Active Name DisplayName MetaData.LastUpdatedTime Taxable Type AsOfDate SourceCurrencyCode Code Nonsense".split(
    " ",
  );
function quickbooksRead(pick: ReturnType<typeof chance>): Case {
  const odd = asText(pick.of(ODD));
  const text = encodeURIComponent(odd);
  const entity = pick.of([...Object.keys(BASES), "TaxAgency", odd.slice(0, 20)]);
  const operator = pick.of(["=", "<", ">", ">=", "in", "like"]);
  const value = `'${odd.replaceAll("'", "\\'")}'`;
  const wanted = operator === "in" ? `(${value})` : value;
  const statement = `select * from ${entity} where ${pick.of(PROPERTIES)} ${operator} ${wanted}`;
  const address = pick.of([
    `query?query=${encodeURIComponent(statement)}`,
    `query?query=${encodeURIComponent(statement)}`,
    `query?query=${encodeURIComponent(`select * from ${entity} orderby ${pick.of(PROPERTIES)} startposition ${odd}`)}`,
    `query?query=${text}`,
    `exchangerate?sourcecurrencycode=USD&asofdate=${text}`,
    `exchangerate?sourcecurrencycode=${text}`,
    `cdc?entities=Invoice&changedSince=${text}`,
    `cdc?entities=${text}&changedSince=2026-11-20`,
    `${entity.toLowerCase()}/${text.slice(0, 60)}`,
    `invoice/${text.slice(0, 60)}/pdf`,
    `companyinfo/${text.slice(0, 60)}`,
  ]);
  return { text: `GET ${address}`, send: () => ask("quickbooks", "GET", `${BASE}/${address}`) };
}

/** The members of a schema, with those of all its parts. */
function membersOf(schema: Schema): Record<string, Schema> {
  const parts = (schema.allOf ?? schema.oneOf ?? []).map(membersOf);
  return Object.assign({}, ...parts, schema.properties);
}
const STRINGS: Record<string, string> = {
  name: '"N"',
  title: '"T"',
  content: '"C"',
  subject: '"S"',
};
function sound(name: string, schema: Schema): string {
  if (schema.enum?.[0] !== undefined) return JSON.stringify(schema.enum[0]);
  if (schema.type === "integer" || schema.type === "number")
    return name === "deal_id" ? "142" : "1";
  if (schema.type === "array") return "[]";
  return STRINGS[name] ?? '"1"';
}

function pipedriveCall(pick: ReturnType<typeof chance>, operations: Operation[]): Case {
  const operation = pick.of(operations);
  const odd = pick.of(ODD);
  const oddText = encodeURIComponent(asText(odd));
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
  const queries = operation.parameters.filter((parameter) => parameter.in === "query");
  const members = operation.body ? Object.entries(membersOf(operation.body.schema)) : [];
  const places = [
    ...names,
    ...queries.map(({ name }) => `?${name}`),
    ...members.map(([name]) => `.${name}`),
  ];
  const place = places.length > 0 ? pick.of(places) : "";
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name) =>
    name === place
      ? oddText.slice(0, 60) || "-"
      : name === "id"
        ? pick.of(["142", "1", "201"])
        : "1",
  );
  const asked = queries
    .filter(({ name, required }) => required || `?${name}` === place)
    .map(
      ({ name, schema }) =>
        `${name}=${`?${name}` === place ? oddText : JSON.parse(sound(name, schema))}`,
    );
  const required = operation.body ? requiredOf(operation.body.schema) : [];
  const sent = members
    .filter(([name]) => required.includes(name) || `.${name}` === place)
    .map(([name, schema]) => `"${name}":${`.${name}` === place ? odd : sound(name, schema)}`);
  const address = `/api/${operation.version}${path}?${asked.join("&")}`;
  const body = operation.body ? `{${sent.join(",")}}` : "";
  return {
    text: `${operation.method} ${address} ${body}`,
    send: () => ask("pipedrive", operation.method, address, { body }),
  };
}
const requiredOf = (schema: Schema): string[] => [
  ...(schema.required ?? []),
  ...(schema.allOf ?? []).flatMap(requiredOf),
];

it("odd values are taken or refused, and never end in a 500", async () => {
  const { numRuns, seed } = runs(800);
  const pick = chance(seed);
  const { operations } = await loadContract();
  const wrong: string[] = [];
  for (let index = 0; index < numRuns; index += 1) {
    const one = pick.of([
      () => quickbooksWrite(pick, index),
      () => quickbooksWrite(pick, index),
      () => quickbooksRead(pick),
      () => pipedriveCall(pick, operations),
      () => pipedriveCall(pick, operations),
    ])();
    const reply = await one.send();
    const isSaid = reply.status < 400 || /"code"|"error"|<html>/.test(reply.text);
    if (reply.status >= 500 || !isSaid)
      wrong.push(`${one.text.slice(0, 400)} → ${reply.status} ${reply.text.slice(0, 200)}`);
  }
  expect(wrong).toEqual([]);
  // The long run sends 100,000.
}, 600_000);

/** A value of the wrong kind for a member of a type, and the fault that names it. */
const WRONG: Record<string, [value: string, code: string][]> = {
  date: [
    ...IMPOSSIBLE_DATES.map((date): [string, string] => [`"${date}"`, "2070"]),
    ['"next week"', "2060"],
    ["{}", "2010"],
  ],
  number: [
    ['"a lot"', "2080"],
    ["1e400", "2080"],
    ["[]", "2010"],
  ],
  boolean: [['"maybe"', "2230"]],
  string: [["{}", "2010"]],
  ReferenceType: [['"417"', "2010"]],
};

/** The others are read only, or sections of members. */
const WRITABLE = Object.keys(BASES).filter((name) => !/^(Tax|Preferences)/.test(name));

it.each(WRITABLE)("a wrong value in any member of %s has the fault of its kind", async (entity) => {
  const base = BASES[entity]?.replace("#", "w");
  const cases = Object.entries(TYPES[entity] ?? {})
    .filter(([member]) => member !== "Id")
    .flatMap(([member, { type }]) =>
      (WRONG[type] ?? []).map(([value, code]) => ({ member, value, code })),
    );
  const wrong: string[] = [];
  for (const { member, value, code } of cases) {
    const body = `{${base},"${member}":${value}}`;
    const reply = await ask("quickbooks", "POST", `${BASE}/${entity.toLowerCase()}`, { body });
    const said = /"code":"(\d+)"/.exec(reply.text)?.[1];
    if (reply.status !== 400 || said !== code)
      wrong.push(`${member} ${value}: ${reply.status} ${said}`);
  }
  expect(cases.length).toBeGreaterThan(3);
  expect(wrong).toEqual([]);
});
