// The customer as Pipedrive and the flags draw it, and whether one that is there is updated.
import { describe, expect, it } from "vitest";
import { draftCustomer, updateOf } from "../../../src/usecases/plan/customer-block.ts";
import { facts } from "../../support/builders.ts";
import { asked } from "../../support/create-input.ts";

const field = (code: string) => ({ owner: "deal" as const, code, label: code });
const deal = (fields: Record<string, { text: string }>, change: Parameters<typeof facts>[0] = {}) =>
  facts({
    mapping: { to: field("to"), email: field("mail"), taxId: field("vat"), terms: field("pay") },
    sources: { deal: fields, person: {}, organization: {} },
    ...change,
  });
const FIELDS = {
  to: { text: "Aurora Group" },
  mail: { text: "billing@aurora.example" },
  vat: { text: "FI1234" },
  pay: { text: "net 14" },
};

describe("a new customer", () => {
  it("is drawn from the mapped fields", () => {
    expect(draftCustomer(deal(FIELDS), {})).toMatchObject({
      ...{ name: "Aurora Group", companyName: "Aurora Group", email: "billing@aurora.example" },
      ...{ taxId: "FI1234", termId: "3", currency: null, phone: null },
    });
  });

  it("is what the flags say before what is mapped, and the contact where neither says it", () => {
    const flags = { to: "Aurora Oy", email: "a@aurora.example", taxId: "FI9" };
    expect(draftCustomer(deal(FIELDS), flags)).toMatchObject({
      ...{ name: "Aurora Oy", email: "a@aurora.example", taxId: "FI9" },
    });
    expect(draftCustomer(deal({}), {})).toMatchObject({
      ...{ name: "Aurora Design Oy", email: null, taxId: null, termId: null },
    });
    expect(draftCustomer(deal({}, { contactName: null }), {}).name).toBe("");
  });

  it("may be called otherwise than it is billed", () => {
    expect(draftCustomer(deal(FIELDS), {}, "Aurora (EUR)")).toMatchObject({
      ...{ name: "Aurora (EUR)", companyName: "Aurora Group" },
    });
  });

  it("of a person is no company, and of a company with currencies it has the deal's", () => {
    const person = { ...facts().deal, organizationId: null, currency: "SEK" };
    const preferences = { ...facts().preferences, multicurrency: true };
    expect(draftCustomer(deal(FIELDS, { deal: person, preferences }), {})).toMatchObject({
      ...{ companyName: null, currency: "SEK" },
    });
  });
});

describe("a customer that is there", () => {
  type Case = ["ask" | "always" | "never" | undefined, string, boolean | undefined, string];
  it.each<Case>([
    [undefined, "ask", undefined, "open"],
    [undefined, "ask", true, "update"],
    [undefined, "ask", false, "keep"],
    [undefined, "always", undefined, "update"],
    [undefined, "never", true, "keep"],
    ["never", "always", true, "keep"],
    ["always", "never", undefined, "update"],
    ["ask", "always", undefined, "open"],
  ])(
    "by the flag %s, the setting %s and the answer %s is: %s",
    (flag, policy, answer, decision) => {
      const answers = {
        ...{ items: new Map(), taxCodes: new Map() },
        ...(answer !== undefined && { updateCustomer: answer }),
      };
      const input = asked({ updateCustomer: flag });
      expect(updateOf(deal(FIELDS), input, answers, policy).decision).toBe(decision);
    },
  );

  it("is changed by a flag that is meant for the invoice only where an update is asked for", () => {
    const answers = { items: new Map(), taxCodes: new Map() };
    const email = (change: Parameters<typeof asked>[0]) =>
      updateOf(deal(FIELDS), asked({ email: "once@aurora.example", ...change }), answers, "always")
        .block.email;
    expect(email({})).toBe("billing@aurora.example");
    expect(email({ updateCustomer: "always" })).toBe("once@aurora.example");
  });
});
