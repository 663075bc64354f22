// Which profile is used where none, one or several are there.
import { expect, it } from "vitest";
import { chooseProfile, connectAgain, newProfile } from "../../src/domain/profile.ts";
import type { SettingsFile } from "../../src/domain/settings.ts";

const file = (environments: Record<string, "practice" | "production">) =>
  ({
    profiles: Object.fromEntries(
      Object.entries(environments).map(([name, environment]) => [
        name,
        { ...newProfile("host"), environment },
      ]),
    ),
  }) as SettingsFile;

it.each([
  ["none at all", {}, "default"],
  ["the practice one while there is no other", { practice: "practice" }, "practice"],
  ["the only real one", { practice: "practice", north: "production" }, "north"],
] as const)("%s", (_name, environments, chosen) => {
  expect(chooseProfile(file(environments), undefined)).toBe(chosen);
});

it("asks which of several real ones, and takes the one that is named", () => {
  const several = file({ north: "production", south: "production" });
  expect(() => chooseProfile(several, undefined)).toThrow(
    expect.objectContaining({ kind: "usage" }),
  );
  expect(chooseProfile(several, "south")).toBe("south");
});

it.each([
  ["default", "pdqb connect quickbooks"],
  ["north sea", "pdqb connect quickbooks --profile 'north sea'"],
  ["practice", "pdqb practice start"],
])("a profile %s is connected again by its own command", (profile, command) => {
  expect(connectAgain("quickbooks", profile)).toBe(command);
});
