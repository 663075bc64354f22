// What a shell offers to complete comes from the ledger alone: deals that were listed last, then those that were billed.
import { expect, it } from "vitest";
import {
  keepListed,
  knownDeals,
  newestInvoices,
} from "../../../src/usecases/invoices/known-names.ts";
import { day, invoice, link } from "../../support/builders.ts";
import { SENT_AT } from "../../support/intents.ts";
import { ownLedger } from "../../support/own-ledger.ts";

const DAYS = 86_400_000;

/** The ledger of a machine whose clock is `clock.ms` behind the first day. */
async function ledgerWith(invoices: { id: string; date: string; dealId: number }[]) {
  const clock = { ms: Date.parse(SENT_AT) };
  const ledger = await ownLedger(() => new Date(clock.ms));
  for (const { id, date, dealId } of invoices) {
    await ledger.putInvoiceLink(link({ invoiceId: id, dealId }));
    await ledger.saveInvoices([invoice({ id, date: day(date) })], SENT_AT);
  }
  return { ledger, clock };
}

it("offers nothing where nothing is known", async () => {
  const { ledger } = await ledgerWith([]);
  expect([await newestInvoices({ ledger }), await knownDeals({ ledger })]).toEqual([[], []]);
});

it("offers listed deals first, each once, for 30 days", async () => {
  const { ledger, clock } = await ledgerWith([
    { id: "1", date: "2026-10-01", dealId: 7 },
    { id: "2", date: "2026-11-01", dealId: 5 },
  ]);
  expect(await knownDeals({ ledger })).toEqual([5, 7]);
  await keepListed({ ledger }, [9, 7]);
  expect(await knownDeals({ ledger })).toEqual([9, 7, 5]);
  clock.ms += 31 * DAYS;
  expect(await knownDeals({ ledger })).toEqual([5, 7]);
});

it("keeps no more of a list than a person would look through", async () => {
  const { ledger } = await ledgerWith([]);
  const listed = Array.from({ length: 301 }, (_, index) => index + 1);
  await keepListed({ ledger }, listed);
  expect(await knownDeals({ ledger })).toEqual(listed.slice(0, 300));
});
