// What is asked of both services, counted by their own log.
import { forgetCache, known, toWriteBack, update } from "./books.mjs";
import { callsRow, counted, json, pdqb, ratio, row } from "./measure.mjs";

export const MANY = 10_000;
const CHANGED_DEALS = 200;
const many = MANY.toLocaleString("en");

/** `where`: the size of the company. */
export async function creates(where, deal) {
  pdqb("invoice", "create", "--deal", deal, "--yes");
  const again = () => {
    pdqb("invoice", "void", json("invoices", "list", "--deal", deal).invoices[0].number, "--yes");
    return counted(() => json("invoice", "create", "--deal", deal, "--again", "--yes"));
  };
  // The first links the items, the second reads them by their links.
  await again();
  const warm = await again();
  forgetCache();
  const cold = await again();
  callsRow(`create${where}, cold: QuickBooks calls (reads)`, cold, 4, 3);
  callsRow(`create${where}, warm: QuickBooks calls (reads)`, warm, 2, 1);
  row(`create${where}, warm: Pipedrive tokens`, `${warm.tokens}`, "35", warm.tokens > 35);
}

export async function refreshes() {
  await known(MANY);
  const cold = await counted(() => json("invoices", "refresh"));
  callsRow(
    `refresh of ${cold.result.checked.toLocaleString("en")} invoices, cold: calls`,
    cold,
    12,
  );
  const steady = await counted(() => json("invoices", "refresh"));
  callsRow("the same, steady: calls", steady, 1);
}

export async function manyChanges() {
  const changes = await update(4_000, () => ({ CustomerMemo: { value: "Hi" } }));
  const after = await counted(() => json("invoices", "refresh"));
  callsRow(`refresh after ${changes.toLocaleString("en")} changes: calls`, after, 13);
}

export async function writeBack() {
  const { writeback } = json("config", "writeback", "--status", "new", "--yes");
  await toWriteBack(CHANGED_DEALS, writeback.fields.status.code);
  const back = await counted(() => json("invoices", "refresh"));
  const { patches, writes, seconds, tokens, result } = back;
  row(
    `write-back of ${result.writeback.deals} deals among ${many}: PATCH, all writes`,
    `${patches}, ${writes} in ${seconds.toFixed(1)} s`,
    `${CHANGED_DEALS}`,
    patches !== CHANGED_DEALS || writes !== CHANGED_DEALS,
  );
  const most = CHANGED_DEALS * 5 + 10;
  row("the same: Pipedrive tokens", `${tokens}`, `${most}`, tokens > most);
  pdqb("config", "writeback", "--off", "--yes");
}

export async function lists() {
  const list = await counted(() => pdqb("invoices", "list"));
  callsRow("invoices list: calls", list, 0);
  ratio(`invoices list from ${many}`, ["invoices", "list"], 3.0);
}
