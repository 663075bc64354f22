import { expect, it } from "vitest";
import { notAllowed } from "../../src/domain/policy.ts";

it.each([
  ["invoice", "allow.create"],
  ["void", "allow.void"],
  ["delete", "allow.delete"],
] as const)("%s is forbidden by %s alone", (kind, setting) => {
  const only = (name: string) => (name === setting ? "false" : "true");
  const others = (name: string) => (name === setting ? "true" : "false");
  expect(notAllowed(only, kind)).toMatchObject({
    ...{ code: "not_allowed", next: `pdqb config set ${setting} true` },
  });
  expect(notAllowed(others, kind)).toBeUndefined();
});

it("what no setting speaks of is allowed, and so is what has no value", () => {
  expect(notAllowed(() => "false", "customer")).toBeUndefined();
  expect(notAllowed(() => undefined, "void")).toBeUndefined();
});
