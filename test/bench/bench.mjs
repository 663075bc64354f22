// The budgets of the design: starts in pairs with `node -e 0`, memory, and calls counted by the practice services' own log.
// Prints a table; exits 1 when a budget is missed. Times are of this machine, so they are ratios.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { steer } from "../support/practice-control.mjs";

const PAIRS = Number(process.env.PDQB_BENCH_PAIRS ?? 15);
const MANY = 10_000;
const ROWS = 100_000;
const CHANGED_DEALS = 200;

const home = mkdtempSync(join(tmpdir(), "pdqb-bench-"));
const script = new URL("../../bin/pdqb.js", import.meta.url).pathname;
const env = { ...process.env, PDQB_HOME: home };

function run(args, more = {}) {
  const child = spawnSync(process.execPath, [script, ...args], {
    env: { ...env, ...more },
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  if (child.status !== 0) throw new Error(`pdqb ${args.join(" ")}: ${child.stderr}`);
  return child;
}
const pdqb = (...args) => run(args).stdout;
const json = (...args) => JSON.parse(pdqb(...args, "--json"));

const rows = [];
let missed = 0;
function row(what, value, budget, isMissed) {
  if (isMissed) missed += 1;
  rows.push([what, value, isMissed ? `${budget}  MISSED` : budget]);
}

const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
function timed(args) {
  const began = performance.now();
  const child = spawnSync(process.execPath, args, { env, stdio: "ignore" });
  if (child.status !== 0) throw new Error(`${args.join(" ")} ended with ${child.status}`);
  return performance.now() - began;
}
/** The median over pairs that ran one after the other, so that a slow minute of the machine counts for both. */
function ratio(what, args, budget) {
  const ratios = [];
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const bare = timed(["-e", "0"]);
    ratios.push(timed([script, ...args]) / bare);
  }
  const value = median(ratios);
  row(what, `${value.toFixed(2)} ×`, `${budget.toFixed(1)} × node -e 0`, value > budget);
}

/** What the services spent of a command's time, as its own log tells. */
function withoutServices(what, commands, budget) {
  const ratios = commands.map((args) => {
    const bare = timed(["-e", "0"]);
    const began = performance.now();
    const { stderr } = run(args, { PDQB_DEBUG: "1" });
    const whole = performance.now() - began;
    const spent = [...stderr.matchAll(/ (\d+) ms(?: |$)/gm)].map(([, ms]) => Number(ms));
    return (whole - spent.reduce((sum, ms) => sum + ms, 0)) / bare;
  });
  const value = median(ratios);
  row(what, `${value.toFixed(2)} ×`, `${budget.toFixed(1)} × node -e 0`, value > budget);
}

const RSS =
  'data:text/javascript,process.on("exit",()=>process.stderr.write("\\nRSS "+process.resourceUsage().maxRSS))';
function memory(args) {
  const child = spawnSync(process.execPath, ["--import", RSS, ...args], {
    env,
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  return Number(/RSS (\d+)/.exec(child.stderr)?.[1]);
}

let origin = "";
let practice = {};
const control = async (path, init) => (await steer(home, path, init)).json();
const post = (body) => ({ method: "POST", body: JSON.stringify(body) });
const books = (path, init = {}) =>
  fetch(`${origin}/v3/company/${practice.PRACTICE_REALM_ID}/${path}`, {
    ...init,
    headers: {
      authorization: `Bearer ${practice.PRACTICE_QUICKBOOKS_ACCESS_TOKEN}`,
      accept: "application/json",
      "content-type": "application/json",
    },
  }).then((answer) => answer.json());

/** Calls of both services during some work: QuickBooks' (reads among them), Pipedrive's tokens and writes. */
async function counted(work) {
  await control("log", { method: "DELETE" });
  const began = performance.now();
  const result = await work();
  const seconds = (performance.now() - began) / 1000;
  const { entries } = await control("log");
  const quickbooks = entries.filter(({ path }) => path.startsWith("/v3/"));
  const pipedrive = entries.filter(({ service }) => service === "pipedrive");
  return {
    result,
    seconds,
    calls: quickbooks.length,
    reads: quickbooks.filter(
      ({ method, path }) => method === "GET" || path.endsWith("/batch") || path.endsWith("/query"),
    ).length,
    tokens: pipedrive.reduce((sum, { cost }) => sum + (cost ?? 0), 0),
    patches: pipedrive.filter(({ method }) => method === "PATCH").length,
    writes: pipedrive.filter(({ method }) => method !== "GET").length,
  };
}
function callsRow(what, { calls, reads, seconds }, most, mostReads) {
  const budget = mostReads === undefined ? `${most}` : `${most} (${mostReads})`;
  row(
    what,
    `${calls}${mostReads === undefined ? "" : ` (${reads})`} in ${seconds.toFixed(1)} s`,
    `${budget} calls`,
    calls > most || (mostReads !== undefined && reads > mostReads),
  );
}

/** Loads invoices into the books and ties each to a deal of its own in the ledger, as years of work would. */
async function known(count) {
  await control("load", post({ invoices: count }));
  const database = new DatabaseSync(pdqb("ledger", "path").trim());
  database.exec("begin");
  const [scope] = database.prepare("select * from invoices limit 1").all();
  const own = [scope.environment, scope.pipedrive_company, scope.realm];
  const put = database.prepare(
    `insert or ignore into invoices values (${Array(23).fill("?").join(", ")})`,
  );
  const tie = database.prepare(
    `insert or ignore into invoice_links values (${Array(13).fill("?").join(", ")})`,
  );
  const at = new Date().toISOString();
  let deal = 100_000;
  for (let start = 1; ; start += 1000) {
    const statement = `select * from Invoice where DocNumber like 'L%' startposition ${start} maxresults 1000`;
    const { QueryResponse } = await books(`query?query=${encodeURIComponent(statement)}`);
    const page = QueryResponse.Invoice ?? [];
    for (const one of page) {
      deal += 1;
      put.run(...own, ...snapshot(one, at));
      tie.run(...own, one.Id, deal, "1", 1, `Deal ${deal}`, null, 77, 1, at, null);
    }
    if (page.length < 1000) break;
  }
  database.exec("commit");
  database.close();
}
const snapshot = (one, at) => [
  one.Id,
  one.DocNumber,
  one.SyncToken,
  one.CustomerRef.value,
  one.CustomerRef.name,
  one.CurrencyRef.value,
  one.TotalAmt.toFixed(2),
  one.Balance.toFixed(2),
  String(one.TxnTaxDetail?.TotalTax ?? 0),
  one.TxnDate,
  one.DueDate,
  one.EmailStatus,
  null,
  "",
  0,
  one.MetaData.CreateTime,
  one.MetaData.LastUpdatedTime,
  0,
  one.TotalAmt.toFixed(2),
  at,
];

/** Preferences, terms and tax codes are read again. */
function forgetCache() {
  const database = new DatabaseSync(pdqb("ledger", "path").trim());
  database.exec("delete from cache");
  database.close();
}

/** The ledger alone, by copies of its own rows. */
function grow(count) {
  const database = new DatabaseSync(pdqb("ledger", "path").trim());
  database.exec(`
    create temp table of_invoices as select * from invoices;
    create temp table of_links as select * from invoice_links;
    begin;
  `);
  const there = database.prepare("select count(*) as rows from invoices").get().rows;
  for (let copy = 1; there * (copy + 1) <= count + there; copy += 1) {
    database.exec(`
      update of_invoices set id = id + 1000000;
      insert into invoices select * from of_invoices;
      update of_links set invoice_id = invoice_id + 1000000, deal_id = deal_id + 1000000;
      insert into invoice_links select * from of_links;
    `);
  }
  database.exec("commit");
  database.close();
}

/** Somebody else's changes, thirty a call. */
async function touch(count) {
  const statement = (start) =>
    `select * from Invoice where DocNumber like 'L%' orderby Id startposition ${start} maxresults 1000`;
  let taken = 0;
  for (let start = 1; taken < count; start += 1000) {
    const { QueryResponse } = await books(`query?query=${encodeURIComponent(statement(start))}`);
    const page = QueryResponse.Invoice ?? [];
    for (let at = 0; at < page.length && taken < count; at += 30) {
      const items = page.slice(at, at + 30).map(({ Id, SyncToken, CustomerRef, CurrencyRef }) => ({
        bId: Id,
        operation: "update",
        Invoice: {
          sparse: true,
          Id,
          SyncToken,
          CustomerRef,
          CurrencyRef,
          CustomerMemo: { value: "Hi" },
        },
      }));
      const { BatchItemResponse } = await books("batch", post({ BatchItemRequest: items }));
      taken += BatchItemResponse.filter((item) => item.Invoice).length;
    }
    if (page.length < 1000) break;
  }
  return taken;
}

/** Deals that are there in Pipedrive, and of every other deal the ledger says that its status was written already. */
async function toWriteBack(count, code) {
  const database = new DatabaseSync(pdqb("ledger", "path").trim());
  const today = new Date().toISOString().slice(0, 10);
  const links = database
    .prepare(
      `select l.*, i.balance, i.total, i.due_date from invoice_links l join invoices i on i.id = l.invoice_id where l.deal_id > 100000`,
    )
    .all();
  const headers = {
    authorization: `Bearer ${practice.PRACTICE_PIPEDRIVE_ACCESS_TOKEN}`,
    "content-type": "application/json",
  };
  const put = database.prepare("insert or replace into written_back values (?, ?, ?, ?, ?)");
  const move = database.prepare("update invoice_links set deal_id = ? where invoice_id = ?");
  let made = 0;
  for (const link of links) {
    const own = [link.environment, link.pipedrive_company, link.realm];
    if (made < count) {
      made += 1;
      const answer = await fetch(`${practice.PDQB_PIPEDRIVE_ORIGIN}/api/v2/deals`, {
        method: "POST",
        headers,
        body: JSON.stringify({ title: `Deal ${made}` }),
      });
      move.run((await answer.json()).data.id, link.invoice_id);
      continue;
    }
    const status =
      Number(link.balance) === 0
        ? "paid"
        : link.due_date < today
          ? "overdue"
          : link.balance === link.total
            ? "open"
            : "partially paid";
    const values = { [code]: JSON.stringify(status) };
    const written = {
      dealId: link.deal_id,
      values,
      note: null,
      files: [],
      activities: [],
      refused: null,
    };
    put.run(...own, link.deal_id, JSON.stringify(written));
  }
  database.close();
}

try {
  ratio("pdqb --version", ["--version"], 1.2);
  ratio("pdqb --help", ["--help"], 1.3);

  pdqb("practice", "start");
  practice = json("practice", "env");
  origin = practice.PDQB_QUICKBOOKS_ORIGIN;
  await control(
    "settings",
    post({ "quickbooks.throttles": "off", "pipedrive.rate_limits": "off" }),
  );
  for (const name of ["match.items", "match.customers", "match.tax"])
    pdqb("config", "set", name, "exact");
  // The customer of deals 142, 145, 148 and 151 and the items on their lines are linked by the first, and read by the second.
  pdqb("invoice", "create", "--deal", "142", "--yes");
  pdqb("invoice", "create", "--deal", "145", "--yes");
  const warm = await counted(() => json("invoice", "create", "--deal", "148", "--yes"));
  forgetCache();
  pdqb("invoice", "void", json("invoices", "list", "--deal", "148").invoices[0].number, "--yes");
  const cold = await counted(() => json("invoice", "create", "--deal", "148", "--again", "--yes"));
  callsRow("create, known customer and items, cold: QuickBooks calls (reads)", cold, 4, 3);
  callsRow("create, warm: QuickBooks calls (reads)", warm, 2, 1);
  row("create, warm: Pipedrive tokens", `${warm.tokens}`, "35", warm.tokens > 35);
  withoutServices(
    "status of both services, without their time",
    Array.from({ length: 9 }, () => ["status"]),
    4,
  );
  withoutServices(
    "create, without the services' time",
    [143, 144, 146, 147, 149, 150].map((deal) => [
      "invoice",
      "create",
      "--deal",
      `${deal}`,
      "--yes",
    ]),
    4,
  );

  await known(MANY);
  const cold10k = await counted(() => json("invoices", "refresh"));
  callsRow(
    `refresh of ${cold10k.result.checked.toLocaleString("en")} invoices, cold: calls`,
    cold10k,
    12,
  );
  const steady = await counted(() => json("invoices", "refresh"));
  callsRow("the same, steady: calls", steady, 1);
  const changes = await touch(4_000);
  const many = await counted(() => json("invoices", "refresh"));
  callsRow(`the same after ${changes.toLocaleString("en")} changes: calls`, many, 13);
  const { writeback } = json("config", "writeback", "--status", "new", "--yes");
  // The nine that were created above are written too.
  await toWriteBack(CHANGED_DEALS - 9, writeback.fields.status.code);
  const back = await counted(() => json("invoices", "refresh"));
  row(
    `write-back of ${back.result.writeback.deals} deals among ${MANY.toLocaleString("en")}: PATCH, all writes`,
    `${back.patches}, ${back.writes} in ${back.seconds.toFixed(1)} s`,
    `${CHANGED_DEALS}`,
    back.patches !== CHANGED_DEALS || back.writes !== CHANGED_DEALS,
  );
  row(
    "the same: Pipedrive tokens",
    `${back.tokens}`,
    `${CHANGED_DEALS * 5 + 10}`,
    back.tokens > CHANGED_DEALS * 5 + 10,
  );
  const list = await counted(() => pdqb("invoices", "list"));
  callsRow("invoices list: calls", list, 0);
  ratio(`invoices list from ${MANY.toLocaleString("en")}`, ["invoices", "list"], 2.5);

  grow(ROWS);
  const idle = memory(["-e", "0"]);
  const used = memory([script, "invoices", "list", "--limit", "20"]);
  row(
    `memory of invoices list at ${ROWS.toLocaleString("en")} rows`,
    `${(used / idle).toFixed(2)} ×`,
    "1.5 × node -e 0",
    used > idle * 1.5,
  );
} finally {
  spawnSync(process.execPath, [script, "practice", "stop"], { env });
  rmSync(home, { recursive: true, force: true });
}

const [{ model = "" } = {}] = cpus();
console.log(
  `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${model}\n`,
);
console.log("| what | measured | at most |\n| --- | --- | --- |");
for (const cells of rows) console.log(`| ${cells.join(" | ")} |`);
process.exit(missed === 0 ? 0 : 1);
