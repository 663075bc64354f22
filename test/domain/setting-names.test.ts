import { expect, it } from "vitest";
import { isSettingName, SETTINGS, settingFault } from "../../src/domain/setting-names.ts";

it("knows its names, and nothing that every object has", () => {
  expect(isSettingName("allow.void")).toBe(true);
  for (const name of ["toString", "__proto__", "constructor", "allow", ""])
    expect(isSettingName(name)).toBe(false);
});

it("takes the values of a setting and no other", () => {
  expect(settingFault("deal.open", "refuse")).toBeUndefined();
  expect(settingFault("deal.open", "Refuse")).toBe("it takes warn or refuse");
  expect(settingFault("item.income-account", "anything")).toBeUndefined();
});

it.each(["0", "65536", "80.5", "http", "", "-1"])("%s is no port", (value) =>
  expect(settingFault("callback.port", value)).toContain("1 to 65535"),
);

it.each(Object.entries(SETTINGS))(
  "the default of %s is one of its values",
  (name, { default: standard }) =>
    expect(settingFault(name as keyof typeof SETTINGS, standard)).toBeUndefined(),
);
