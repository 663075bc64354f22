// Which invoices were sent without an answer, and by which plan one was created: both told by the ledger's intents alone.
import { expect, it } from "vitest";
import { keyText } from "../../../src/domain/invoice/marker.ts";
import { planToText } from "../../../src/domain/plan/stored-plan.ts";
import { sentInvoices, sentPlan } from "../../../src/usecases/billing/sent-invoices.ts";
import { link } from "../../support/builders.ts";
import { intentOf } from "../../support/intents.ts";
import { ownLedger } from "../../support/own-ledger.ts";
import { plan } from "../../support/planned.ts";

it("only an invoice that left and has no outcome yet is in doubt, of the deals that are asked for", async () => {
  const ledger = await ownLedger();
  await ledger.openIntent(intentOf({ id: "sent" }));
  await ledger.openIntent(intentOf({ id: "other-deal", dealId: 124 }));
  await ledger.openIntent(intentOf({ id: "kept-back", firstSentAt: null, lastSentAt: null }));
  await ledger.openIntent(intentOf({ id: "a-customer", kind: "customer" }));
  await ledger.openIntent(intentOf({ id: "answered" }));
  await ledger.closeIntent("answered", { state: "done", objectId: "9", outcome: "" }, {});
  const ids = async (deals?: number[]) =>
    (await sentInvoices(ledger, deals)).map(({ id }) => id).sort();
  expect(await ids()).toEqual(["other-deal", "sent"]);
  expect(await ids([123])).toEqual(["sent"]);
  expect(await ids([])).toEqual([]);
});

it("the plan of an invoice is that of the write which made it, not of another under its key", async () => {
  const ledger = await ownLedger();
  const sent = plan({});
  const follows = { target: null, plan: planToText(sent) };
  const key = keyText(link());
  for (const [id, objectId, text] of [
    ["voided", "3119", planToText(plan({ lines: [] }))],
    ["made", "3120", follows.plan],
  ] as const) {
    await ledger.openIntent(intentOf({ id, key, follows: { ...follows, plan: text } }));
    await ledger.closeIntent(id, { state: "done", objectId, outcome: "" }, {});
  }
  // The lines of deal 123: 4 × 95 = 380, 4 × 249.50 less 7.5 % = 923.15, and 350.
  expect((await sentPlan(ledger, link()))?.totals.net.toFixed(2)).toBe("1653.15");
  expect(await sentPlan(ledger, link({ invoiceId: "4711" }))).toBeUndefined();
  expect(await sentPlan(ledger, link({ generation: 2 }))).toBeUndefined();
});

it("an earlier version kept no plan, and a write that was refused made nothing", async () => {
  const ledger = await ownLedger();
  const key = keyText(link());
  await ledger.openIntent(intentOf({ id: "earlier", key }));
  await ledger.closeIntent("earlier", { state: "done", objectId: "3120", outcome: "" }, {});
  expect(await sentPlan(ledger, link())).toBeUndefined();
  const follows = { target: null, plan: planToText(plan({})) };
  await ledger.openIntent(intentOf({ id: "refused", key, follows }));
  await ledger.closeIntent("refused", { state: "ended", objectId: "3121", outcome: "" }, {});
  expect(await sentPlan(ledger, link({ invoiceId: "3121" }))).toBeUndefined();
});
