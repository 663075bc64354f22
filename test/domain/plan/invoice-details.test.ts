// The words and marks of an invoice: a flag before the mapping, and nothing dropped in silence.
import { describe, expect, it } from "vitest";
import { invoiceDetails } from "../../../src/domain/plan/invoice-details.ts";
import type { InvoiceRequest } from "../../../src/domain/plan/invoice-request.ts";
import type { PlanChoices } from "../../../src/domain/plan/plan-facts.ts";
import { choices, customer, facts } from "../../support/builders.ts";

const all = (change: Parameters<typeof facts>[0] = {}) => {
  const { mapping, sources, ...rest } = facts(change);
  const field = (code: string) => ({ owner: "deal" as const, code, label: code });
  return {
    ...rest,
    mapping: { ...mapping, memo: field("memo"), po: field("po"), email: field("email") },
    sources: {
      ...sources,
      deal: {
        memo: { text: "As agreed" },
        po: { text: "PO-7" },
        email: { text: "ap@aurora.example" },
      },
    },
  };
};
const details = (
  request: InvoiceRequest = {},
  change: Parameters<typeof facts>[0] = {},
  chosen: Partial<PlanChoices> = {},
) =>
  invoiceDetails(all(change), choices(chosen), request, customer({ email: "own@aurora.example" }));
const codes = ({ problems, warnings }: ReturnType<typeof details>) =>
  [...problems, ...warnings].map(({ code }) => code);

describe("details", () => {
  it("come from the mapping, or from the flag, also where that is empty", () => {
    expect(details().details).toMatchObject({
      ...{ memo: "As agreed", number: null, billTo: { email: "ap@aurora.example" } },
      customFields: [{ id: "1", name: "PO number", value: "PO-7" }],
    });
    const flags = details({ memo: "", po: "PO-8", email: "b@aurora.example" });
    expect(flags.details).toMatchObject({
      ...{ memo: "", billTo: { email: "b@aurora.example" } },
      customFields: [{ value: "PO-8" }],
    });
    expect(details({ po: "" }).details.customFields).toEqual([]);
  });

  it("say where the invoice goes only where it is to be sent", () => {
    expect(details().details.sendTo).toBeNull();
    expect(details({ send: true }).details.sendTo).toBe("ap@aurora.example");
  });

  it("fill custom fields by their names", () =>
    expect(
      details({ customFields: [{ name: " po NUMBER ", value: "X" }] }).details.customFields,
    ).toEqual([{ id: "1", name: "PO number", value: "X" }]));
});

describe("what the company does not have", () => {
  const preferences = { ...facts().preferences, customFields: [] };

  it("is a problem: a PO field, a custom field, classes, locations", () => {
    expect(codes(details({}, { preferences }))).toEqual(["feature_off"]);
    const asked = { po: "", customFields: [{ name: "Project", value: "7" }] };
    expect(details(asked).problems[0]?.message).toContain('"Project", only "PO number"');
    const entry = { id: "5", name: "North" };
    for (const what of ["class", "location"] as const)
      expect(details({ [what]: "North" }, {}, { [what]: entry }).problems).toMatchObject([
        { code: "feature_off", without: [what] },
      ]);
  });

  it("is none where it is on: a class on the invoice or on its lines", () => {
    const on = { ...facts().preferences, classes: "line" as const };
    const planned = details(
      { class: "North" },
      { preferences: on },
      { class: { id: "5", name: "North" } },
    );
    expect(planned.details.class).toEqual({ id: "5", name: "North", onLines: true });
    expect(codes(planned)).toEqual([]);
  });
});

describe("a number", () => {
  const custom = { preferences: { ...facts().preferences, customNumbers: true } };

  it("is missed where the company numbers its invoices itself and there is none to count from", () => {
    expect(codes(details({}, custom))).toEqual(["no_number"]);
    expect(codes(details({}, { ...custom, nextNumber: "1043" }))).toEqual([]);
    expect(codes(details({ number: "A-1" }, custom))).toEqual([]);
  });

  it("beside QuickBooks' own count is said", () =>
    expect(codes(details({ number: "A-1" }))).toEqual(["own_number"]));
});
