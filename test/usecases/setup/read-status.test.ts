// Both connections as they are now: what does not answer says nothing of the connection, and a grant has its end.
import { expect, it } from "vitest";
import { LedgerError, type PdqbError, ServiceError } from "../../../src/domain/errors.ts";
import { newProfile } from "../../../src/domain/profile.ts";
import { readStatus } from "../../../src/usecases/setup/read-status.ts";
import { oauth } from "../../adapters/pipedrive/support.ts";
import { secretWith } from "../../adapters/quickbooks/support.ts";
import { ownLedger } from "../../support/own-ledger.ts";

const DAY = 86_400_000;
const NOW = Date.parse("2026-11-25T09:00:00Z");
const PROFILE = {
  ...newProfile("host"),
  pipedrive: {
    ...{ companyId: "1", companyName: "Nordhafen", companyDomain: "n", userName: "Ada" },
    method: "oauth" as const,
  },
  quickbooks: { realm: "9130", companyName: "Pohjola", country: "FI", timeZone: null },
};

type Setting = {
  fault?: Error;
  pipedrive?: object;
  quickbooks?: object;
  offline?: boolean;
  profile?: object;
  ledgerFault?: Error;
};
async function status({ fault, offline = false, profile = {}, ledgerFault, ...secrets }: Setting) {
  let asked = 0;
  const ask = async () => {
    asked += 1;
    if (fault) throw fault;
  };
  const real = await ownLedger();
  const counts = async () => {
    throw ledgerFault;
  };
  const ledger = ledgerFault
    ? { path: () => real.path(), cursor: async () => undefined, counts }
    : real;
  const report = await readStatus(
    {
      ...{ pipedrive: { me: ask }, quickbooks: { company: ask }, ledger },
      clock: { now: () => new Date(NOW), sleep: async () => {} },
      secrets: {
        pipedrive: async () => ("pipedrive" in secrets ? secrets.pipedrive : oauth("x")),
        quickbooks: async () => ("quickbooks" in secrets ? secrets.quickbooks : secretWith()),
      },
    } as never,
    { name: "books", profile: { ...PROFILE, ...profile }, offline },
  );
  return { ...report, asked };
}
const states = async (setting: Setting) => {
  const { pipedrive, quickbooks, asked } = await status(setting);
  return [pipedrive.state, quickbooks.state, asked];
};
const failure = (kind: ConstructorParameters<typeof PdqbError>[0]) =>
  new ServiceError(kind, "It failed.", {
    ...{ service: "pipedrive", fate: "not_sent", reason: "As it does." },
  });

it("asks each service once, and none where it is not to be asked or there is no login", async () => {
  expect(await states({})).toEqual(["connected", "connected", 2]);
  expect(await states({ offline: true })).toEqual(["stored", "stored", 0]);
  expect(await states({ pipedrive: undefined as never, quickbooks: undefined as never })).toEqual([
    ...["missing", "missing"],
    0,
  ]);
  expect(await states({ profile: { quickbooks: null } })).toEqual(["connected", "missing", 1]);
});

it.each([
  ["connection", "dead"],
  ["refused", "dead"],
  ["unavailable", "unreachable"],
] as const)("a failure of the kind %s is: %s", async (kind, state) => {
  const { pipedrive } = await status({ fault: failure(kind) });
  expect(pipedrive).toMatchObject({ state, problem: "It failed. As it does." });
});

it("a ledger that is out of reach says nothing of the connections", async () => {
  const ledgerFault = new LedgerError("unavailable", "Out of reach.", {});
  const report = await status({ fault: ledgerFault, ledgerFault });
  expect(report).toMatchObject({
    ...{ ledgerError: ledgerFault, lastRefresh: null, ledger: { counts: null } },
    ...{ pipedrive: { state: "stored", problem: "" }, quickbooks: { state: "stored" } },
  });
});

it("a fault of our own is none of a service's", async () => {
  await expect(status({ fault: new TypeError("ours") })).rejects.toThrow("ours");
  await expect(status({ ledgerFault: new TypeError("ours") })).rejects.toThrow("ours");
});

it("a grant of Pipedrive ends 60 days after it was renewed, a personal token never", async () => {
  const pipedrive = oauth("x", { refreshedAt: NOW - 59.5 * DAY });
  expect((await status({ pipedrive })).pipedrive).toMatchObject({
    ...{ expiresAt: "2026-11-25T21:00:00.000Z", daysLeft: 0 },
  });
  const token = { method: "token", apiToken: "t" };
  expect((await status({ pipedrive: token })).pipedrive).toMatchObject({
    ...{ expiresAt: null, daysLeft: null },
  });
});

it("a grant of QuickBooks ends with its token or by itself, whichever comes first", async () => {
  const refreshExpiresAt = NOW + 100 * DAY;
  const left = async (grantEndsAt: number | null) =>
    (await status({ quickbooks: secretWith({ refreshExpiresAt, grantEndsAt }) })).quickbooks
      .daysLeft;
  expect(await left(null)).toBe(100);
  expect(await left(NOW + 10 * DAY)).toBe(10);
  expect(await left(NOW + 200 * DAY)).toBe(100);
  expect(await left(NOW - 1)).toBe(-1);
});
