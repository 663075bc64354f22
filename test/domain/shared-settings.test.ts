import { expect, it } from "vitest";
import { DEFAULT_MAPPING } from "../../src/domain/deal/field-mapping.ts";
import type { Profile } from "../../src/domain/settings.ts";
import { sharedOf, withShared } from "../../src/domain/shared-settings.ts";

const profile = (values: Record<string, string>, change: Partial<Profile> = {}): Profile => ({
  ...{ environment: "practice", host: "one", secrets: "file", origins: null },
  ...{ pipedrive: null, quickbooks: null, mapping: DEFAULT_MAPPING, values },
  ...change,
});

it("leaves how a person logs in on the machine", () => {
  const mine = profile({ "callback.port": "4000", "deal.open": "refuse" });
  expect(sharedOf(mine)).toEqual({ mapping: DEFAULT_MAPPING, values: { "deal.open": "refuse" } });
});

it("takes the place of a machine's own rules, also where it has none", () => {
  const mine = profile({ "callback.port": "4000", "deal.lost": "warn" }, { presets: { a: {} } });
  const theirs = sharedOf(profile({ "deal.open": "refuse" }));
  const both = withShared(mine, theirs);
  expect(both.values).toEqual({ "callback.port": "4000", "deal.open": "refuse" });
  expect([both.presets, both.host]).toEqual([undefined, "one"]);
});
