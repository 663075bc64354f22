import { expect, it } from "vitest";
import { dealVerdict } from "../../../src/domain/deal/deal-problems.ts";
import { facts } from "../../support/builders.ts";

const verdict = (deal: object, change: object = {}) => {
  const all = facts(change);
  const { problems, warnings } = dealVerdict({ ...all, deal: { ...all.deal, ...deal } });
  return [problems.map(({ code }) => code), warnings.map(({ code }) => code)];
};

it("has nothing to say of a deal that was won", () => expect(verdict({})).toEqual([[], []]));

it("warns of an open one and refuses a lost one, or as the settings say", () => {
  expect(verdict({ status: "open" })).toEqual([[], ["deal_not_won"]]);
  expect(verdict({ status: "lost" })).toEqual([["not_allowed"], []]);
  const dealPolicy = { open: "refuse", lost: "warn" };
  expect(verdict({ status: "open" }, { dealPolicy })).toEqual([["not_allowed"], []]);
  expect(verdict({ status: "lost" }, { dealPolicy })).toEqual([[], ["deal_not_won"]]);
});

it("names the setting that refuses", () => {
  const lost = facts();
  lost.deal.status = "lost";
  expect(dealVerdict(lost).problems[0]?.next).toBe("pdqb config set deal.lost warn");
});

it("refuses an archived deal, for which no flag helps", () => {
  expect(verdict({ isArchived: true })).toEqual([["archived_deal"], []]);
});

it("warns in France, where QuickBooks Online is not sold any more", () => {
  const company = { ...facts().company, country: "FR" };
  expect(verdict({}, { company })).toEqual([[], ["country_fr"]]);
});
