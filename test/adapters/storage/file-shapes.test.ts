// Every member of the settings and of the secrets, each in turn of every wrong type: the file is refused, named, and left as it is.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, expect, it } from "vitest";
import { homePaths, makePrivate } from "../../../src/adapters/storage/paths.ts";
import { secretFile } from "../../../src/adapters/storage/secret-file.ts";
import { keptSecret } from "../../../src/adapters/storage/secrets-schema.ts";
import { settingsFile } from "../../../src/adapters/storage/settings-file.ts";
import { PdqbError } from "../../../src/domain/errors.ts";
import type { Profile, QuickBooksSecret } from "../../../src/domain/settings.ts";

const home = mkdtempSync(join(tmpdir(), "pdqb-shapes-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const paths = homePaths({ PDQB_HOME: home });
makePrivate(paths.home);

const field = (code: string) => ({ owner: "deal" as const, code, label: code });
const result = (code: string) => ({ code, label: code, type: "text" });

/** With every member that a profile can have. */
const FULL: Required<Profile> = {
  environment: "practice",
  host: "desk",
  secrets: "file",
  origins: { pipedrive: "http://127.0.0.1:1", quickbooks: "http://127.0.0.1:2" },
  pipedrive: {
    companyId: "1",
    companyName: "Kallio",
    companyDomain: "kallio",
    userName: "Anna",
    method: "oauth",
  },
  quickbooks: { realm: "2", companyName: "Kallio Oy", country: "FI", timeZone: "Europe/Helsinki" },
  ledger: "postgres://ada@db.example.com/pdqb",
  mapping: {
    ...{ to: field("to"), address: field("address"), shipTo: field("ship"), email: field("mail") },
    ...{ taxId: field("tax"), memo: field("memo"), po: field("po"), terms: field("terms") },
    due: { days: 14 },
  },
  writeBack: {
    fields: {
      ...{ number: result("n"), status: result("s"), amount: result("a") },
      ...{ balance: result("b"), due: result("d"), link: result("l") },
    },
    ...{ note: true, pdf: false, activity: true },
  },
  presets: { retail: { memo: "Thank you", line: ["1", "2"], send: true } },
  proof: {
    quickbooks: {
      ...{ company: "2", at: "2026-11-28T20:00:00Z" },
      ...{ outcomes: { Q1: "holds" }, settings: { "tax.rounding": "per_line" } },
    },
    pipedrive: { company: "1", at: "2026-11-28T20:00:00Z", outcomes: {}, settings: {} },
  },
  values: { "deal.open": "warn", "allow.void": "false", "callback.port": "53682" },
};

const GRANT = {
  ...{ clientId: "c", clientSecret: "SECRET-1", accessToken: "SECRET-2", refreshToken: "SECRET-3" },
  accessExpiresAt: 1_790_000_000_000,
};
const QUICKBOOKS: QuickBooksSecret = {
  ...GRANT,
  ...{ realm: "2", refreshExpiresAt: 1_790_000_000_000, grantEndsAt: 1_890_000_000_000 },
};
const PIPEDRIVE = {
  ...GRANT,
  ...{ method: "oauth", apiDomain: "https://kallio.pipedrive.com", refreshedAt: 1_780_000_000_000 },
};
const TOKEN = { method: "token", apiToken: "SECRET-4" };

const SETTINGS_FILE = { version: 1, profiles: { a: FULL } };
const SECRETS_FILE = {
  version: 1,
  profiles: { a: { pipedrive: PIPEDRIVE, quickbooks: QUICKBOOKS }, b: { pipedrive: TOKEN } },
};

type Rules = { nullable: RegExp; optional: RegExp };
const SETTINGS_RULES = {
  nullable: /\.(environment|origins|origins\.\w+|a\.pipedrive|a\.quickbooks|timeZone)$/,
  optional:
    /\.(mapping|fields|values|presets|outcomes)\.\w|\.settings\.|\.(ledger|writeBack|presets|proof|proof\.\w+|a)$/,
};
const SECRETS_RULES = { nullable: /\.grantEndsAt$/, optional: /\.([ab]|[ab]\.\w+)$/ };
const isChoice = (path: string) =>
  /\.(environment|secrets|owner|method)$|\.(values|outcomes)\./.test(path);

/** Values that a member with such a value can never have. `undefined`: the member is missing. */
function wrongFor(value: unknown, path: string, { nullable, optional }: Rules): unknown[] {
  if (/\.presets\.\w+\.\w+$/.test(path)) return [null, 7, false, {}, [1]];
  const isMissing = path !== "" && !optional.test(path);
  const nothing = [...(nullable.test(path) ? [] : [null]), ...(isMissing ? [undefined] : [])];
  switch (typeof value) {
    case "string":
      return [...nothing, 7, true, [], {}, ["x"], ...(isChoice(path) ? ["", "never-ever"] : [])];
    case "number":
      return [...nothing, "7", -1, 1e300, true, [], {}];
    case "boolean":
      return [...nothing, 0, "true", [], {}];
    default:
      return [...nothing, 7, "x", true, [], [1]];
  }
}

type Change = { name: string; text: string };

/** The file as text, once for each member and each value that it cannot have. */
function changesOf(file: object, rules: Rules): Change[] {
  const below = (part: unknown, put: (next: unknown) => unknown, path: string): Change[] => {
    const own = wrongFor(part, path, rules).map((next) => ({
      name: `${path} = ${JSON.stringify(next)}`,
      text: JSON.stringify(put(next)),
    }));
    if (typeof part !== "object" || part === null || Array.isArray(part)) return own;
    const members = Object.entries(part).flatMap(([name, member]) =>
      below(member, (next) => put({ ...part, [name]: next }), `${path}.${name}`),
    );
    return [...own, ...members];
  };
  return below(file, (next) => next, "");
}

const readSettings = () => settingsFile(paths).read();
const readSecrets = async () => {
  for (const profile of ["a", "b"]) await secretFile(paths, profile).pipedrive();
};

it.each([
  ["settings", SETTINGS_FILE, SETTINGS_RULES, readSettings, 400],
  ["secrets", SECRETS_FILE, SECRETS_RULES, readSecrets, 120],
] as const)(
  "a member of the %s of a wrong type is refused",
  async (which, file, rules, read, least) => {
    writeFileSync(paths[which], JSON.stringify(file));
    await read();
    const changes = changesOf(file, rules);
    const faults: string[] = [];
    for (const { name, text } of changes) {
      writeFileSync(paths[which], text);
      const error = await read().then(
        () => "taken",
        (error: unknown) => error,
      );
      const isRefused = error instanceof PdqbError && error.kind === "refused";
      if (!isRefused || !error.message.includes(`the ${which} file is damaged`)) faults.push(name);
      if (/SECRET/.test(inspect(error))) faults.push(`${name}: a secret was told`);
      if (readFileSync(paths[which], "utf8") !== text) faults.push(`${name}: the file was changed`);
    }
    expect(faults).toEqual([]);
    expect(changes.length).toBeGreaterThan(least);
  },
);

it("members that a newer version may have written are kept", async () => {
  const newer = { version: 1, profiles: { a: { ...FULL, later: [1] } }, later: { x: 1 } };
  writeFileSync(paths.settings, JSON.stringify(newer));
  await settingsFile(paths).update((file) => file);
  expect(JSON.parse(readFileSync(paths.settings, "utf8"))).toEqual(newer);
});

it.each([
  ["pipedrive", PIPEDRIVE],
  ["pipedrive", TOKEN],
  ["quickbooks", QUICKBOOKS],
] as const)("the keychain's entry for %s is checked too", (service, secret) => {
  expect(keptSecret(service, JSON.stringify(secret), "pdqb, a")).toEqual(secret);
  const broken = [{ ...secret, accessExpiresAt: "x", apiToken: 7 }, [], "SECRET-5", null];
  for (const text of [...broken.map((one) => JSON.stringify(one)), "{"])
    expect(() => keptSecret(service, text, "pdqb, a")).toThrow(/keychain is damaged/);
});
