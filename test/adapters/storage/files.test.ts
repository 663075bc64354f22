// Settings, secrets and locks over real files.
import { execFileSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { exclusive } from "../../../src/adapters/storage/locks-sqlite.ts";
import { homePaths, makePrivate } from "../../../src/adapters/storage/paths.ts";
import { secretFile } from "../../../src/adapters/storage/secret-file.ts";
import { settingsFile } from "../../../src/adapters/storage/settings-file.ts";
import { newProfile } from "../../../src/domain/profile.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "pdqb-files-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));
const paths = () => homePaths({ PDQB_HOME: join(home, "pdqb") });

describe("settings", () => {
  it("that do not exist are empty, and reading makes nothing", async () => {
    expect(await settingsFile(paths()).read()).toEqual({ version: 1, profiles: {} });
    expect(existsSync(paths().home)).toBe(false);
  });

  it("are private, and keep every change of many at once", async () => {
    const settings = settingsFile(paths());
    const names = Array.from({ length: 10 }, (_, index) => `p${index}`);
    const add = (name: string) =>
      settings.update((file) => ({
        ...file,
        profiles: { ...file.profiles, [name]: newProfile("here") },
      }));
    await Promise.all(names.map(add));
    expect(Object.keys((await settings.read()).profiles).sort()).toEqual(names);
    expect(statSync(paths().settings).mode & 0o777).toBe(0o600);
  });

  it.each([
    ["empty", ""],
    ["not JSON", "{"],
    ["an array", "[]"],
    ["of another version", '{"version":2,"profiles":{}}'],
    ["of the wrong shape", '{"version":1,"profiles":{"a":{}}}'],
  ])("%s are refused, named, and left as they are", async (_name, text) => {
    makePrivate(paths().home);
    writeFileSync(paths().settings, text);
    const settings = settingsFile(paths());
    const refused = { kind: "refused", reason: expect.stringContaining(paths().settings) };
    await expect(settings.read()).rejects.toMatchObject(refused);
    await expect(settings.update((file) => file)).rejects.toMatchObject(refused);
    expect(readFileSync(paths().settings, "utf8")).toBe(text);
  });
});

describe("secrets", () => {
  it("are private, of one profile each, and forgotten when taken back", async () => {
    const secrets = secretFile(paths(), "a");
    await secrets.putPipedrive({ method: "token", apiToken: "t-1" });
    expect(await secrets.pipedrive()).toEqual({ method: "token", apiToken: "t-1" });
    expect(await secretFile(paths(), "b").pipedrive()).toBeUndefined();
    expect(statSync(paths().secrets).mode & 0o777).toBe(0o600);
    await secrets.putPipedrive(undefined);
    expect(readFileSync(paths().secrets, "utf8")).not.toContain("t-1");
  });
});

describe.each(["settings", "secrets"] as const)("the %s file", (which) => {
  const read = () =>
    which === "settings" ? settingsFile(paths()).read() : secretFile(paths(), "a").pipedrive();
  const write = () =>
    which === "settings"
      ? settingsFile(paths()).update((file) => file)
      : secretFile(paths(), "a").putPipedrive({ method: "token", apiToken: "t-1" });

  it.each([
    ["a pipe", (path: string) => execFileSync("mkfifo", [path])],
    ["a device", (path: string) => symlinkSync("/dev/zero", path)],
    ["a folder", (path: string) => mkdirSync(path)],
    [
      "300 MB long",
      (path: string) => {
        writeFileSync(path, "{");
        truncateSync(path, 300_000_000);
      },
    ],
  ])("that is %s is refused at once, and left", async (_what, make) => {
    makePrivate(paths().home);
    const path = paths()[which];
    make(path);
    const before = lstatSync(path).ino;
    const refused = { kind: "refused", message: expect.stringContaining(`the ${which} file`) };
    await expect(read()).rejects.toMatchObject(refused);
    await expect(write()).rejects.toMatchObject(refused);
    expect(lstatSync(path).ino).toBe(before);
  });
});

describe("a lock", () => {
  it("lets one in at a time, and the next when the first has failed", async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await sleep(10);
      inside -= 1;
      throw new Error("failed");
    };
    const all = await Promise.allSettled([1, 2, 3].map(() => exclusive(paths().locks, "k", work)));
    expect(all.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(most).toBe(1);
  });

  it("does not wait for itself", async () => {
    const inner = () => exclusive(paths().locks, "k", async () => 1);
    await expect(exclusive(paths().locks, "k", inner)).rejects.toThrow(/inside itself/);
  });
});
