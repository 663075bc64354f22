// Which marked invoices nobody knows, and doubts that are kept until a person settles them: by the ledger alone.
import { describe, expect, it } from "vitest";
import { withMarker } from "../../../src/domain/invoice/doubts.ts";
import type { Invoice } from "../../../src/domain/invoice/invoice.ts";
import { markerText } from "../../../src/domain/invoice/marker.ts";
import {
  doubtedDeals,
  doubtedStrangers,
  doubtsWith,
  keepDoubts,
  knownDoubts,
  strangers,
  wasDoubted,
} from "../../../src/usecases/billing/doubts.ts";
import { invoice, known, link } from "../../support/builders.ts";
import { intentOf, SENT_AT } from "../../support/intents.ts";
import { ownLedger } from "../../support/own-ledger.ts";

const OWN = "9001";
const marker = (random: string, dealId = 123) =>
  markerText({ dealId, part: "1", generation: 1 }, OWN, random);
const marked = (id: string, privateNote = marker("aaaaaa")) => invoice({ id, privateNote });
const ids = (all: { invoice: Invoice }[]) => all.map(({ invoice }) => invoice.id);

describe("a stranger", () => {
  it("is none that a deal is linked to, none that an open write tells of, and one however often it was read", async () => {
    const ledger = await ownLedger();
    await ledger.putInvoiceLink(link({ invoiceId: "1", dealId: 999 }));
    await ledger.saveInvoices([marked("1")], SENT_AT);
    await ledger.openIntent(intentOf({ id: "open", marker: marker("bbbbbb") }));
    const read = [marked("1"), marked("2"), marked("2"), marked("3", marker("bbbbbb"))];
    const found = await strangers(ledger, withMarker(read, OWN));
    expect(ids(found)).toEqual(["2"]);
    expect(await strangers(ledger, [])).toEqual([]);
  });
});

describe("a doubt", () => {
  /** Deal 123 has invoice 1, and 2 is a copy of it. */
  async function copied() {
    const ledger = await ownLedger();
    await ledger.putInvoiceLink(link({ invoiceId: "1" }));
    await ledger.saveInvoices([marked("1")], SENT_AT);
    const met = withMarker([marked("2")], OWN);
    const { doubts } = await doubtsWith(ledger, met, { pipedriveCompany: OWN });
    await keepDoubts(ledger, doubts, SENT_AT);
    return ledger;
  }

  it("is kept with the invoice that nobody knew, and told until the copy is gone", async () => {
    const ledger = await copied();
    const [doubt, ...more] = await knownDoubts(ledger, OWN);
    expect([doubt?.kind, doubt?.dealId, doubt?.invoices.map(({ id }) => id)]).toEqual([
      ...["same_part", 123],
      ["1", "2"],
    ]);
    expect(more).toEqual([]);
    expect(await doubtedDeals(ledger)).toEqual([123]);
    expect(ids(await doubtedStrangers(ledger, OWN))).toEqual(["2"]);
    await ledger.saveInvoices([{ ...marked("2"), deleted: true }], SENT_AT);
    expect(await knownDoubts(ledger, OWN)).toEqual([]);
  });

  it("is not of another Pipedrive company", async () => {
    expect(await doubtedStrangers(await copied(), "4410882")).toEqual([]);
  });

  it("adds to those that were kept before", async () => {
    const ledger = await copied();
    await ledger.putInvoiceLink(link({ invoiceId: "5", dealId: 200 }));
    await ledger.saveInvoices([marked("5", marker("cccccc", 200))], SENT_AT);
    const met = withMarker([marked("6", marker("cccccc", 200))], OWN);
    await keepDoubts(
      ledger,
      (await doubtsWith(ledger, met, { pipedriveCompany: OWN })).doubts,
      SENT_AT,
    );
    expect((await doubtedDeals(ledger)).sort()).toEqual([123, 200]);
  });

  it("keeps the snapshot of an invoice that the ledger knows", async () => {
    const ledger = await copied();
    const later = "2026-11-26T09:00:00.000Z";
    await ledger.saveInvoices([{ ...marked("2"), number: "2000" }], later);
    const invoices = [marked("1"), marked("2"), marked("3")] as const;
    await keepDoubts(
      ledger,
      [{ kind: "same_part", dealId: 123, invoices: [...invoices] }],
      SENT_AT,
    );
    const [two] = await ledger.invoices({ invoiceIds: ["2"] });
    expect([two?.invoice.number, two?.refreshedAt]).toEqual(["2000", later]);
  });

  it("was of an invoice that its marker linked, not of one that a person linked as a further one", async () => {
    const ledger = await copied();
    const one = known({ id: "1", privateNote: marker("aaaaaa") });
    const own = link({ invoiceId: "1" });
    expect(await wasDoubted(ledger, one, own)).toBe(true);
    expect(await wasDoubted(ledger, one, { ...own, generation: 2 })).toBe(false);
    const other = known({ id: "7", privateNote: marker("aaaaaa") });
    expect(await wasDoubted(ledger, other, { ...own, invoiceId: "7" })).toBe(false);
  });

  it("is looked for in deals that are named, also where nobody met anything new", async () => {
    const ledger = await copied();
    await ledger.putInvoiceLink(link({ invoiceId: "2" }));
    const asked = (dealIds?: number[]) =>
      doubtsWith(ledger, [], { pipedriveCompany: OWN, ...(dealIds && { dealIds }) });
    expect((await asked([123])).doubts.map(({ dealId }) => dealId)).toEqual([123]);
    expect((await asked([124])).doubts).toEqual([]);
    expect(await asked()).toEqual({ doubts: [], sure: [] });
  });
});
