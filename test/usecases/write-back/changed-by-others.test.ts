// What a person changed in Pipedrive is forgotten as written, so that the next write-back writes it again; what stands is not.
import { expect, it } from "vitest";
import {
  NO_WRITE_BACK,
  type WriteBackChoice,
} from "../../../src/domain/invoice/write-back-choice.ts";
import { forgetChangedByOthers } from "../../../src/usecases/write-back/changed-by-others.ts";
import { connected, data } from "../../adapters/pipedrive/support.ts";
import type { Reply } from "../../adapters/recording-server.ts";
import { day, invoice, link } from "../../support/builders.ts";
import { SENT_AT } from "../../support/intents.ts";
import { ownLedger } from "../../support/own-ledger.ts";

const number = { code: "aa", label: "Invoice number", type: "varchar" };
const status = { code: "bb", label: "Invoice status", type: "varchar" };
const CHOICE: WriteBackChoice = { ...NO_WRITE_BACK, fields: { number, status } };
/** What was written for invoice 1042, due on 15 November and open on the tenth. */
const WRITTEN = { aa: '"1042"', bb: '"open"' };

/** What the ledger holds for written once deal 123 was looked at. */
async function left(answer: Reply, { choice = CHOICE, isWritten = true } = {}) {
  const { pipedrive, requests } = await connected(() => answer);
  const ledger = await ownLedger();
  await ledger.putInvoiceLink(link());
  await ledger.saveInvoices([invoice()], SENT_AT);
  const row = { note: null, files: ["3120"], activities: [], refused: null };
  if (isWritten) await ledger.putWrittenBack({ dealId: 123, values: WRITTEN, ...row });
  const input = { choice, today: day("2026-11-10"), urlOf: () => "https://books.example" };
  await forgetChangedByOthers({ ledger, pipedrive }, input, 123);
  const [kept] = await ledger.writtenBack(123);
  return { values: kept?.values, files: kept?.files, calls: requests.length };
}

const deal = (fields: Record<string, unknown>) => data({ id: 123, custom_fields: fields });

it("only the field that shows something else is written again", async () => {
  expect(await left(deal({ aa: "1042", bb: "on hold" }))).toEqual({
    ...{ values: { aa: WRITTEN.aa }, files: ["3120"], calls: 1 },
  });
  expect((await left(deal({ aa: "1042" }))).values, "emptied").toEqual({ aa: WRITTEN.aa });
});

it("what stands as it was written is not", async () => {
  expect((await left(deal({ aa: "1042", bb: "open" }))).values).toEqual(WRITTEN);
});

it("nothing is asked where no field was chosen", async () => {
  const choice = { ...NO_WRITE_BACK, note: true };
  expect(await left(deal({}), { choice })).toMatchObject({ values: WRITTEN, calls: 0 });
});

it("a deal that is gone, or that nothing was written into, is left", async () => {
  const gone = { status: 404, body: '{"success":false}' };
  expect((await left(gone)).values).toEqual(WRITTEN);
  expect((await left(deal({}), { isWritten: false })).values).toBeUndefined();
});
