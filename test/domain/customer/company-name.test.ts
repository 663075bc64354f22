// Names of firms as a person compares them. Every pair is one that a bookkeeper would, or would not, call the same firm.
import { describe, expect, it } from "vitest";
import { likePattern, namesAlike } from "../../../src/domain/customer/company-name.ts";

describe("names are alike", () => {
  it.each([
    ["Kallio & Söner Ab", "KALLIO OCH SONER"],
    ["Acme, Inc.", "acme inc"],
    ["The Łódź Works Sp. z o.o.", "The Lodz Works"],
    ["O’Brien Ltd", "OBrien Limited"],
    ["GmbH Straße", "strasse gmbh"],
    ["Aurora Design Oy (USD)", "Aurora Design"],
    ["Smørrebrød ApS", "smorrebrod"],
  ])("%s and %s", (one, other) => {
    expect(namesAlike(one, other)).toBe(true);
    expect(namesAlike(other, one)).toBe(true);
  });

  it.each([
    ["Aurora Design Oy", "Aurora Designs Oy"],
    ["North & South", "North South East"],
    ["", ""],
    ["...", "..."],
  ])("not %s and %s", (one, other) => expect(namesAlike(one, other)).toBe(false));

  it("by their legal form where nothing else is left of them", () => {
    expect(namesAlike("AB", "Ab")).toBe(true);
    expect(namesAlike("AB", "AG")).toBe(false);
  });
});

describe("a pattern for LIKE", () => {
  const fits = (pattern: string | undefined, name: string) =>
    new RegExp(`^${(pattern ?? "never").split("%").join(".*")}$`, "i").test(name);

  it.each([
    ["Włodarski’s", "Wlodarskis"],
    ["Kallio & Söner Ab", "Kallio och Soner"],
    ["Bright Windows", "bright windows ltd"],
  ])("of %s fits %s", (name, alike) => {
    expect(fits(likePattern(name), alike)).toBe(true);
    expect(fits(likePattern(name), "Quite another firm")).toBe(false);
  });

  it("has no letter beyond a to z", () =>
    expect(likePattern("Żabka – Włodarski’s")).toMatch(/^[a-z0-9%]+$/));

  it("is none where too few letters are left", () => {
    expect(likePattern("Aia")).toBeUndefined();
    expect(likePattern("明治")).toBeUndefined();
  });
});
