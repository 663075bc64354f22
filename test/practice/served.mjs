// Which operations of the official definitions the practice services serve, and which not.
import { readFileSync } from "node:fs";

const read = (name) =>
  JSON.parse(
    readFileSync(new URL(`../../src/practice/contracts/${name}`, import.meta.url), "utf8"),
  );

let served = 0;
let not = 0;
function list(title, yes, no) {
  console.log(`\n${title}\n`);
  for (const name of yes) console.log(`  served      ${name}`);
  for (const name of no) console.log(`  not served  ${name}`);
  served += yes.length;
  not += no.length;
}

for (const version of ["v1", "v2"]) {
  const { operations, unserved } = read(`pipedrive-${version}.json`);
  const names = operations.map(({ method, path, id }) => `${method.padEnd(6)} ${path}  (${id})`);
  list(`Pipedrive ${version}`, names, unserved);
}

// QuickBooks' definitions are entities; what can be done with each is the same for all of a kind (docs/quickbooks.md 6).
const { types } = read("quickbooks.json");
const LISTS = "create, read, update, query, cdc";
const KINDS = {
  Invoice: "create, read, update, void, delete, send, pdf, query, cdc",
  CreditMemo: "create, read, update, delete, query, cdc",
  Payment: "create, read, update, void, delete, query, cdc",
  Customer: LISTS,
  Vendor: LISTS,
  Employee: LISTS,
  Item: LISTS,
  Account: LISTS,
  Term: LISTS,
  Class: LISTS,
  Department: LISTS,
  PaymentMethod: LISTS,
  CompanyCurrency: LISTS,
  TaxCode: "read, query",
  TaxRate: "read, query",
  CompanyInfo: "read, update, query",
  Preferences: "read, update, query",
  ExchangeRate: "read, store, query",
};
const missing = Object.keys(KINDS).filter((name) => !types[name]);
if (missing.length > 0) throw new Error(`Not in the definitions: ${missing.join(", ")}`);
const others = [
  "Estimate",
  "SalesReceipt",
  "RefundReceipt",
  "Bill",
  "BillPayment",
  "Purchase",
  "JournalEntry",
  "Deposit",
  "Transfer",
  "TimeActivity",
  "Attachable",
  "other reports",
];
list(
  "QuickBooks Online",
  [
    ...Object.entries(KINDS).map(([name, what]) => `${name}: ${what}`),
    "query, cdc, batch, report AgedReceivables, oauth2 (authorize, token, revoke)",
  ],
  others,
);
console.log(`\n${served} served, ${not} not served.`);
