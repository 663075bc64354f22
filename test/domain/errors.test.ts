import { expect, it } from "vitest";
import { linesOf, orUndefined, PartlyDone, PdqbError } from "../../src/domain/errors.ts";

it("stands on one line, whatever a service wrote into it", () => {
  const error = new PdqbError("refused", 'Customer "a\nb" is taken', {
    ...{ reason: ["first", "second\r\nthird"], next: ["pdqb x\nrm -r ."] },
  });
  expect(error.message).not.toMatch(/[\r\n]/);
  expect(error.reason.split("\n")).toHaveLength(2);
  expect(error.next.join("")).not.toMatch(/[\r\n]/);
});

it("may be tried again where the service was busy, or the outcome is not known", () => {
  const retry = (kind: ConstructorParameters<typeof PdqbError>[0]) =>
    new PdqbError(kind, "x").retry;
  expect([retry("unavailable"), retry("unknown_outcome"), retry("refused")]).toEqual([
    true,
    true,
    false,
  ]);
  expect(new PdqbError("unavailable", "x", { retry: false }).retry).toBe(false);
});

it("tells what was done before the rest failed", () => {
  const error = new PartlyDone("The invoice was not created.", ["Customer 417 was created."], {
    reason: "QuickBooks refused it.",
  });
  expect([error.kind, error.steps]).toEqual(["partial", ["Customer 417 was created."]]);
  expect(linesOf(error)).toEqual(["The invoice was not created. QuickBooks refused it."]);
});

it("is nothing where it was expected, and is thrown on where it was not", async () => {
  const gone = new PdqbError("not_found", "x");
  const isGone = ({ kind }: PdqbError) => kind === "not_found";
  expect(await orUndefined(Promise.resolve(1), isGone)).toBe(1);
  expect(await orUndefined(Promise.reject(gone), isGone)).toBeUndefined();
  expect(await orUndefined(Promise.reject(gone))).toBeUndefined();
  const busy = new PdqbError("unavailable", "x");
  await expect(orUndefined(Promise.reject(busy), isGone)).rejects.toBe(busy);
  const bug = new TypeError("x");
  await expect(orUndefined(Promise.reject(bug))).rejects.toBe(bug);
});
