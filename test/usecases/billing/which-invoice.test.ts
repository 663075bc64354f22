// Which invoice of a deal a create is about: the one that is there, or the key of a new one, and what stands against it.
import { describe, expect, it } from "vitest";
import type { Doubt } from "../../../src/domain/invoice/doubt.ts";
import { decimal } from "../../../src/domain/money/money.ts";
import { billingOf } from "../../../src/usecases/billing/billing.ts";
import {
  billingProblems,
  isUnknownShare,
  otherRequest,
  unknownShare,
  whichInvoice,
} from "../../../src/usecases/billing/which-invoice.ts";
import { intentOf } from "../../support/intents.ts";
import { type Case, linked } from "../../support/linked-invoice.ts";

type Question = Partial<Parameters<typeof whichInvoice>[1]>;

const billingOfCases = (cases: Case[], doubts: Doubt[] = []) =>
  billingOf(cases.map(linked), [], doubts);

/** What is asked for is the whole of deal 142, unless it is said otherwise. */
function ask(cases: Case[], question: Question = {}, doubts: Doubt[] = []) {
  const standard = { dealId: 142, part: "1", isWhole: true, again: undefined };
  const which = whichInvoice(billingOfCases(cases, doubts), { ...standard, ...question });
  return {
    existing: which.existing?.known.invoice.id,
    key: `${which.key.part} ${which.key.generation}`,
    replaces: which.replaces?.invoice.id,
    billed: which.billed.map(({ invoice }) => invoice),
  };
}

const part = (name: string, again?: Question["again"]): Question => ({
  ...{ part: name, isWhole: false, again },
});
const whole = (id: number, change: Partial<Case> = {}): Case => ({
  ...{ id, net: "100", dealNet: "100" },
  ...change,
});

describe("of the whole deal", () => {
  it("the first invoice is a new one", () => {
    expect(ask([])).toEqual({
      ...{ existing: undefined, key: "1 1", replaces: undefined, billed: [] },
    });
  });

  it("a live one is the one that is meant, and counts as nothing billed beside it", () => {
    expect(ask([whole(11)])).toMatchObject({ existing: "11", billed: [] });
    const alsoShare = whole(12, { part: "share:1", net: "30" });
    expect(ask([whole(11), alsoShare])).toMatchObject({ existing: "11", billed: ["1012"] });
  });

  it("one that was voided would be replaced under the next generation, and is not told of once that was asked for", () => {
    const voided = whole(11, { voided: true });
    expect(ask([voided])).toMatchObject({ existing: undefined, key: "1 2", replaces: "11" });
    const again = { again: { invoiceId: "11" } };
    expect(ask([voided], again)).toMatchObject({ key: "1 2", replaces: undefined });
  });

  it("also a part that was voided would be replaced, but by the whole alone", () => {
    const share = whole(11, { part: "share:1", net: "30", voided: true });
    expect(ask([share])).toMatchObject({ key: "1 1", replaces: "11" });
    expect(ask([share], part("share:2"))).toMatchObject({ key: "share:2 1", replaces: undefined });
    const liveToo = whole(12, { part: "share:2", net: "30" });
    expect(ask([share, liveToo]), "something still stands").toMatchObject({ replaces: undefined });
  });

  it("while a doubt stands nothing is known of what is there", () => {
    const invoices = [linked(whole(11)), linked(whole(12))].map(({ known }) => known.invoice);
    const doubt = { kind: "same_part", dealId: 142, invoices } as unknown as Doubt;
    expect(ask([whole(11), whole(12)], {}, [doubt])).toEqual({
      ...{ existing: undefined, key: "1 2", replaces: undefined, billed: [] },
    });
  });
});

describe("one more", () => {
  const three = [1, 2, 3].map((generation) => whole(10 + generation, { generation }));

  it("goes beside the newest", () => {
    expect(ask(three, { again: true })).toMatchObject({ existing: undefined, key: "1 4" });
  });

  it("beside a named one is the one that followed it, so that the same command makes no other", () => {
    const beside = (invoiceId: string) => ask(three, { again: { invoiceId } });
    expect(beside("11").existing).toBe("12");
    expect(beside("12").existing).toBe("13");
    expect(beside("13")).toMatchObject({ existing: undefined, key: "1 4" });
  });

  it("beside a named one passes over what was voided since", () => {
    const cases = [whole(11), whole(12, { generation: 2, voided: true })];
    const third = whole(13, { generation: 3 });
    const again = { again: { invoiceId: "11" } };
    expect(ask([...cases, third], again).existing).toBe("13");
    expect(ask(cases, again)).toMatchObject({ existing: undefined, key: "1 3" });
  });

  it("of a part that has none yet is a second one too where another part stands", () => {
    const live = whole(11, { part: "share:1", net: "30" });
    expect(ask([live], part("share:2", true)).key).toBe("share:2 2");
    const ended = whole(11, { part: "share:1", net: "30", voided: true });
    expect(ask([ended], part("share:2", true)).key).toBe("share:2 1");
  });

  it("beside an invoice of another part is the newest of its own part", () => {
    const cases = [
      whole(11, { part: "share:1", net: "30" }),
      whole(12, { part: "share:2", net: "30" }),
      whole(13, { part: "share:2", net: "30", generation: 2 }),
    ];
    expect(ask(cases, part("share:2", { invoiceId: "11" })).existing).toBe("13");
  });
});

describe("of the rest", () => {
  const share = whole(11, { part: "share:1", net: "30" });
  const rest = whole(12, { part: "rest", net: "70" });
  const rest2 = whole(13, { part: "rest:2", net: "50" });

  it("all that stands is billed, an earlier rest too, beside which the next rest has a key of its own", () => {
    expect(ask([share], part("rest"))).toMatchObject({ key: "rest 1", billed: ["1011"] });
    expect(ask([share, rest], part("rest"))).toMatchObject({
      ...{ existing: "12", key: "rest:2 1", billed: ["1011", "1012"] },
    });
    expect(ask([share, rest, rest2], part("rest"))).toMatchObject({
      ...{ existing: "13", key: "rest:3 1", billed: ["1011", "1012", "1013"] },
    });
  });

  it("one that was found by its marker is known by its code", () => {
    const { dealNet: _, ...found } = rest2;
    expect(ask([share, rest, found], part("rest"))).toMatchObject({ existing: "13" });
  });

  it("one that was voided is made anew as the same rest", () => {
    const voided = { ...rest, voided: true };
    expect(ask([share, voided], part("rest"))).toMatchObject({
      ...{ existing: undefined, key: "rest 2", replaces: "12", billed: ["1011"] },
    });
  });
});

it("a share whose part was a number alone in earlier versions is that share", () => {
  const lines = [{ lineId: 1, net: decimal("30") }];
  const earlier = whole(11, { part: "2", net: "30", billed: { share: "30 %", lines } });
  expect(ask([earlier], part("share:2")).existing).toBe("11");
  expect(ask([whole(11, { part: "2", net: "30" })], part("share:2")).existing).toBeUndefined();
});

describe("what stands against it", () => {
  const problems = (cases: Case[], change: { isReplaced?: boolean; isWhole?: boolean } = {}) => {
    const { isReplaced = false, isWhole = true } = change;
    const sent = [intentOf({ id: "i-own", key: "invoice/142/1/1", dealId: 142 })];
    sent.push(intentOf({ id: "i-other", key: "invoice/142/share:1/1", dealId: 142 }));
    const billing = { ...billingOf(cases.map(linked), sent, []), isWhole };
    const question = { dealId: 142, part: "1", isWhole: true, again: undefined };
    const which = whichInvoice(billing, question);
    const key = { dealId: 142, part: "1", generation: 1 };
    return billingProblems(which, key, { isReplaced }).map(({ code, next }) => `${code}: ${next}`);
  };

  it("is what was sent for another part, and not what was sent for this one", () => {
    expect(problems([])).toEqual(["in_doubt: pdqb pending resolve i-other"]);
  });

  it("is what it would replace, until that is said to be wanted", () => {
    const voided = [whole(11, { voided: true })];
    expect(problems(voided)).toContain("replaces_voided: --again id:11");
    expect(problems(voided, { isReplaced: true })).toHaveLength(1);
  });

  it("is that nobody has looked at all of the deal's invoices", () => {
    expect(problems([], { isWhole: false })).toContain("in_doubt: pdqb ledger rebuild");
  });

  it("names what became of the invoice that it would replace", () => {
    const one = linked(whole(11));
    const deleted = { ...one, known: { ...one.known, invoice: { ...one.known.invoice } } };
    deleted.known.invoice.deleted = true;
    const question = { dealId: 142, part: "1", isWhole: true, again: undefined };
    const which = whichInvoice(billingOf([deleted], [], []), question);
    const [problem] = billingProblems(which, which.key, { isReplaced: false });
    expect(problem?.message).toBe(
      "Invoice 1011 of this deal was deleted; a new one would replace it.",
    );
  });
});

it("another request for the key of a live invoice is told with the way to a further one", () => {
  const one = (change: Partial<Case> = {}) => ({ ...linked(whole(11, change)), isLive: true });
  expect(otherRequest(one(), null)).toMatchObject({
    message: expect.stringContaining("bills deal 142 with other lines, prices or discounts"),
    next: "--again id:11",
  });
  const share = one({ part: "share:2", billed: { share: "30 %", lines: [] } });
  expect(otherRequest(share, 2)).toMatchObject({
    ...{ message: "Invoice 1011 bills 30 % of deal 142.", next: "--part 3" },
  });
});

it("only of an invoice that its marker led to is the share unknown", () => {
  const one = (change: Partial<Case>) => ({ ...linked(whole(11, change)), isLive: true });
  const found = one({ billed: null });
  expect(isUnknownShare(found)).toBe(true);
  expect(unknownShare(found)).toMatchObject({ code: "partly_billed", next: "--again id:11" });
  expect(isUnknownShare(one({}))).toBe(false);
  expect(isUnknownShare(one({ billed: null, dealId: 150 })), "a person's link").toBe(false);
});
