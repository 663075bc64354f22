// Everything that Pipedrive says of a deal: what is gone counts as none, and what fails is no answer.
import { describe, expect, it } from "vitest";
import type { TaxLink } from "../../../src/domain/ledger/ledger.ts";
import {
  customerSource,
  itemLinkOf,
  linkedEntries,
  readDeal,
} from "../../../src/usecases/plan/deal-facts.ts";
import { connected, data } from "../../adapters/pipedrive/support.ts";
import type { Reply } from "../../adapters/recording-server.ts";
import { facts, line } from "../../support/builders.ts";

const LINE = {
  ...{ id: 1, deal_id: 123, product_id: 2, name: "Chair", comments: "", item_price: 1 },
  ...{ quantity: 1, discount: 0, discount_type: "percentage", tax: 0, tax_method: "none", sum: 1 },
  ...{ currency: "EUR", is_enabled: true, billing_frequency: "one-time" },
};
const GONE: Reply = { status: 404, body: '{"success":false}' };
const DENIED: Reply = { status: 403, body: '{"success":false}' };

/** Answers by what is asked for. */
async function read(change: Record<string, Reply> = {}) {
  const answers: [RegExp, Reply][] = [
    [/\/variations/, change["variations"] ?? data([{ id: 5, name: "Oak" }])],
    [/\/deals\/123\/products/, data([LINE, { ...LINE, id: 2, product_variation_id: 5 }])],
    [/\/deals\/123\/discounts/, data([])],
    [/\/installments/, data([])],
    [/\/deals\/123$/, data({ id: 123, org_id: 402, person_id: 913 })],
    [/\/organizations\/402/, change["organization"] ?? data({ id: 402, name: "Aurora" })],
    [/\/persons\/913/, change["person"] ?? data({ id: 913, name: "Ada" })],
  ];
  const { pipedrive } = await connected(
    ({ path }) => answers.find(([pattern]) => pattern.test(path))?.[1] ?? { status: 500 },
  );
  return readDeal({ pipedrive }, 123);
}

describe("the contact", () => {
  it("is the organization, else the person", async () => {
    expect((await read()).contactName).toBe("Aurora");
    const { contactName, deal } = await read({ organization: GONE });
    expect([contactName, deal.organizationId, deal.personId]).toEqual(["Ada", null, 913]);
  });

  it("that is gone counts as none", async () => {
    const { contactName, deal, sources } = await read({ organization: GONE, person: GONE });
    expect([contactName, deal.organizationId, deal.personId]).toEqual([null, null, null]);
    expect(Object.keys(sources.organization)).toEqual([]);
    expect(customerSource({ deal })).toBeUndefined();
  });

  it("that cannot be read is not taken for none", async () => {
    const failing = { status: 500, body: "{}" };
    await expect(read({ organization: failing })).rejects.toMatchObject({ kind: "unavailable" });
    await expect(read({ person: DENIED })).rejects.toMatchObject({ kind: "refused" });
  });
});

describe("a variation", () => {
  const names = async (reply?: Reply) => {
    const { lines } = await read(reply && { variations: reply });
    return lines.map(({ id, variationName }) => [id, variationName]);
  };

  it("has its name; a line without one has none", async () => {
    expect(await names()).toEqual([
      [1, undefined],
      [2, "Oak"],
    ]);
  });

  it.each([GONE, DENIED])(
    "that may not be read or is gone leaves the line its own name",
    async (reply) => {
      expect((await names(reply))[1]).toEqual([2, undefined]);
    },
  );
});

it("the customer is the organization's, else the person's", () => {
  const { deal } = facts();
  expect(customerSource({ deal })).toEqual({ kind: "organization", id: 402 });
  expect(customerSource({ deal: { ...deal, organizationId: null } })).toEqual({
    ...{ kind: "person", id: 913 },
  });
});

it("an item is linked to the line's variation, else to its product", () => {
  const item = (variationId: number | null, itemId: string) => ({
    ...{ productId: 201, variationId, itemId, itemName: itemId },
  });
  const links = [item(null, "whole"), item(5, "oak"), { ...item(6, "other"), productId: 9 }];
  const linked = (variationId: number | null) => itemLinkOf(links, line({ variationId }))?.itemId;
  expect([linked(5), linked(6), linked(null)]).toEqual(["oak", "whole", "whole"]);
  expect(itemLinkOf(links, line({ productId: null }))).toBeUndefined();
});

it("what the links name is of enabled lines, and of taxes for all customers or this one", () => {
  const tax = (percent: string, customerId: string | null, taxCodeId: string): TaxLink => ({
    ...{ percent, customerId, taxCodeId, taxCodeName: taxCodeId },
  });
  const lines = [line({ id: 1 }), line({ id: 2, isEnabled: false, taxPercent: "14" })];
  const found = linkedEntries(
    { lines },
    {
      customerLink: { customerId: "417" } as never,
      itemLink: ({ id }) => ({ itemId: `item of ${id}` }) as never,
      taxLinks: [
        ...[tax("25.5", null, "5"), tax("25.5", "417", "6"), tax("25.5", "418", "7")],
        ...[tax("14", null, "8"), tax("0", null, "9")],
      ],
    },
  );
  expect(found).toEqual({ itemIds: ["item of 1"], taxCodeIds: ["5", "6", "9"] });
});
