// Where everything of pdqb lies when nobody names a home: by the rules of each operating system.
import { homedir } from "node:os";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { homePaths } from "../../../src/adapters/storage/paths.ts";

const real = Object.getOwnPropertyDescriptor(process, "platform");
const on = (value: string) => Object.defineProperty(process, "platform", { value });
beforeEach(() => on("linux"));
afterEach(() => {
  if (real) Object.defineProperty(process, "platform", real);
});

it("PDQB_HOME beats everything, and all files lie in it", () => {
  const paths = homePaths({ PDQB_HOME: "/srv/pdqb", XDG_CONFIG_HOME: "/etc/xdg" });
  expect(paths).toEqual({
    ...{
      home: "/srv/pdqb",
      settings: "/srv/pdqb/settings.json",
      secrets: "/srv/pdqb/secrets.json",
    },
    ...{ ledger: "/srv/pdqb/ledger.db", locks: "/srv/pdqb/locks", practice: "/srv/pdqb/practice" },
  });
});

describe("without it", () => {
  it.each<[string, Record<string, string>, string]>([
    ["linux", {}, `${homedir()}/.config/pdqb`],
    ["linux", { XDG_CONFIG_HOME: "/etc/xdg" }, "/etc/xdg/pdqb"],
    // The XDG base directory specification: relative paths are to be ignored.
    ["linux", { XDG_CONFIG_HOME: "config" }, `${homedir()}/.config/pdqb`],
    ["linux", { PDQB_HOME: "", XDG_CONFIG_HOME: "" }, `${homedir()}/.config/pdqb`],
    ["darwin", { XDG_CONFIG_HOME: "/etc/xdg" }, `${homedir()}/Library/Preferences/pdqb`],
    ["win32", { APPDATA: "/roaming" }, "/roaming/pdqb/Config"],
    ["win32", {}, `${homedir()}/AppData/Roaming/pdqb/Config`],
  ])("on %s with %j it is %s", (platform, env, home) => {
    on(platform);
    expect(homePaths(env).home).toBe(home);
  });
});
