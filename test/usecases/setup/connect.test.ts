// Connecting: the login is this one's, the company is the pinned one, and the new grant is kept before an old one is ended.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { settingsPort } from "../../../src/compose/world.ts";
import { newProfile } from "../../../src/domain/profile.ts";
import type { PipedriveSecret, Profile, QuickBooksSecret } from "../../../src/domain/settings.ts";
import {
  checkEnvironment,
  connectPipedrive,
  connectQuickBooks,
} from "../../../src/usecases/setup/connect.ts";
import { oauth } from "../../adapters/pipedrive/support.ts";
import { secretWith } from "../../adapters/quickbooks/support.ts";

const APP = { clientId: "id", clientSecret: "client-secret" };
const REDIRECT = "http://127.0.0.1:4711/callback";
const PINNED = {
  ...{ companyId: "1", companyName: "Nordhafen", companyDomain: "nordhafen" },
  ...{ userName: "Ada", method: "oauth" as const },
};
const BOOKS = { realm: "9130", companyName: "Pohjola", country: "FI", timeZone: "Europe/Helsinki" };

type Setting = {
  profile?: Partial<Profile>;
  /** What the consent page answers with, beside the state. */
  answer?: Record<string, string>;
  replaceCompany?: boolean;
  /** The company that the login is for. */
  found?: string;
  old?: PipedriveSecret & QuickBooksSecret;
};

/** Both services as their logins see them; `steps` is what was done to secrets and grants, in order. */
function setting({ profile, answer = { code: "c1" }, replaceCompany = false, ...more }: Setting) {
  const home = mkdtempSync(join(tmpdir(), "pdqb-connect-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const steps: string[] = [];
  const { found = "1", old } = more;
  const login = {
    authorizeUrl: async (_app: unknown, _redirect: string, state: string) =>
      `https://service.example/authorize?state=${state}`,
    revoke: async () => void steps.push("revoked"),
  };
  const user = {
    companyId: found,
    companyName: `Company ${found}`,
    companyDomain: "d",
    name: "Bo",
  };
  const ports = {
    settings: settingsPort({ PDQB_HOME: home }),
    secrets: {
      checkKept: async () => void steps.push("checked"),
      pipedrive: async () => old,
      quickbooks: async () => old,
      putPipedrive: async () => void steps.push("stored"),
      putQuickBooks: async () => void steps.push("stored"),
    },
    pipedriveLogin: {
      ...login,
      exchange: async (_app: unknown, _redirect: string, code: string) => {
        steps.push(`exchanged ${code}`);
        return oauth("https://d.pipedrive.com");
      },
      whoami: async () => user,
    },
    quickbooksLogin: {
      ...login,
      exchange: async (_app: unknown, _redirect: string, callback: URL) => {
        steps.push(`exchanged ${callback.searchParams.get("code")}`);
        return secretWith({ realm: found });
      },
      company: async () => ({ ...BOOKS, realm: found, name: `Company ${found}` }),
    },
    random: { text: (length: number) => "s".repeat(length) },
  } as unknown as Parameters<typeof connectPipedrive>[0];
  const approve = async ({ state }: { state: string }) => {
    steps.push("approved");
    return new URL(`${REDIRECT}?${new URLSearchParams({ state, ...answer })}`);
  };
  const input = {
    ...{ profileName: "books", replaceCompany, by: { app: APP, redirectUrl: REDIRECT, approve } },
    profile: { ...newProfile("host"), ...profile },
  };
  return {
    ...{ ports, input, steps },
    pipedrive: () => connectPipedrive(ports, input),
    quickbooks: () => connectQuickBooks(ports, { ...input, environment: "sandbox" }),
    kept: async () => (await ports.settings.read()).profiles["books"],
  };
}

describe.each(["pipedrive", "quickbooks"] as const)("a login to %s", (service) => {
  it.each<[string, Record<string, string>, string]>([
    ["of another attempt", { state: "other", code: "c1" }, "does not belong to this login"],
    ["that was denied", { error: "access_denied", code: "c1" }, "access was denied"],
    ["without a code", {}, "the address has no code"],
    ["with an empty code", { code: "" }, "the address has no code"],
  ])("%s exchanges and keeps nothing", async (_what, answer, message) => {
    const { steps, kept, ...connect } = setting({ answer });
    await expect(connect[service]()).rejects.toMatchObject({
      ...{ kind: "connection", next: [`pdqb connect ${service}`] },
      message: expect.stringContaining(message),
    });
    expect(steps).toEqual(["checked", "approved"]);
    expect(await kept()).toBeUndefined();
  });

  it("tells what the service answered", async () => {
    const connect = setting({ answer: { error: "access_denied" } });
    await expect(connect[service]()).rejects.toMatchObject({
      reason: `${service === "pipedrive" ? "Pipedrive" : "QuickBooks"} answered: access_denied.`,
    });
  });

  it("is kept with the company that it is for", async () => {
    const { steps, kept, ...connect } = setting({});
    await connect[service]();
    expect(steps).toEqual(["checked", "approved", "exchanged c1", "stored"]);
    const profile = await kept();
    expect(profile?.[service]).toMatchObject({ companyName: "Company 1" });
  });

  const pins = { pipedrive: PINNED, quickbooks: { ...BOOKS, realm: "1" } };

  it("to another company than the pinned one stores nothing and ends no grant", async () => {
    const profile = { [service]: pins[service] };
    const { steps, kept, ...connect } = setting({ profile, found: "2" });
    await expect(connect[service]()).rejects.toMatchObject({
      kind: "refused",
      reason: expect.stringContaining('the login was for "Company 2"'),
    });
    expect(steps).not.toContain("stored");
    expect(steps).not.toContain("revoked");
    expect(await kept()).toBeUndefined();
  });

  it("to the pinned company again leaves the grant, which revoking would end", async () => {
    const old = { ...oauth("https://d.pipedrive.com"), ...secretWith({ realm: "1" }) };
    const profile = { [service]: pins[service] };
    const { steps, ...connect } = setting({ profile, old });
    await connect[service]();
    expect(steps.at(-1)).toBe("stored");
  });

  it("that replaces the company ends the old grant once the new one is kept", async () => {
    const old = { ...oauth("https://d.pipedrive.com"), ...secretWith({ realm: "1" }) };
    const profile = { [service]: pins[service] };
    const replaced = setting({ profile, old, found: "2", replaceCompany: true });
    await replaced[service]();
    expect(replaced.steps.slice(-2)).toEqual(["stored", "revoked"]);
    expect((await replaced.kept())?.[service]?.companyName).toBe("Company 2");
  });
});

it("a personal token needs no consent, and one that is replaced is not revoked", async () => {
  const old = { method: "token", apiToken: "t0" } as never;
  const token = setting({ profile: { pipedrive: PINNED }, old, found: "2", replaceCompany: true });
  await connectPipedrive(token.ports, { ...token.input, by: { apiToken: "t1" } });
  expect(token.steps).toEqual(["checked", "stored"]);
  expect((await token.kept())?.pipedrive).toMatchObject({ companyId: "2", method: "token" });
});

it("a profile of another environment is refused before anybody is asked", async () => {
  const { steps, ...connect } = setting({ profile: { environment: "production" } });
  await expect(connect.quickbooks()).rejects.toMatchObject({
    kind: "refused",
    message: 'Not connected: the profile "books" is for production.',
  });
  expect(steps).toEqual([]);
  const profile = { ...newProfile("host"), environment: "sandbox" as const };
  expect(checkEnvironment(profile, "books", "sandbox")).toBeUndefined();
});
