// What doctor says of a company that was tried out or not: never, as expected, otherwise, not understood, and of real books.
import { expect, it } from "vitest";
import type { Environment } from "../../../src/domain/books.ts";
import { newProfile } from "../../../src/domain/profile.ts";
import type { Profile, ServiceProof } from "../../../src/domain/settings.ts";
import { proof } from "../../../src/usecases/setup/examine-proof.ts";

const AT = "2026-11-25T09:00:00Z";
const proofOf = (outcomes: ServiceProof["outcomes"], settings = {}): Profile["proof"] => ({
  quickbooks: { company: "913", at: AT, outcomes, settings },
  pipedrive: {
    company: "77",
    at: AT,
    outcomes: { P1: "holds", P11: "not_possible" },
    settings: {},
  },
});

function profileOf(environment: Environment, found?: Profile["proof"]): Profile {
  return {
    ...newProfile("here"),
    environment,
    quickbooks: { realm: "913", companyName: "Books", country: "CA", timeZone: null },
    pipedrive: {
      ...{ companyId: "77", companyName: "Deals", companyDomain: "deals", userName: "Ada" },
      method: "oauth",
    },
    ...(found && { proof: found }),
  };
}

async function said(profile: Profile, others: Record<string, Profile> = {}) {
  const profiles = { ...others, mine: profile };
  const settings = { read: async () => ({ version: 1 as const, profiles }) };
  const findings = await proof({ ports: { settings } as never, profile });
  return findings.map(({ state, message, next }) => [state, message, next].join(" | ").trim());
}

it("says what was never tried out, but of the practice services", async () => {
  expect(await said(profileOf("sandbox"))).toEqual([
    "warning | pdqb relies on some things that QuickBooks does not document. They have not been checked in this company. | pdqb prove --service quickbooks",
    "warning | pdqb relies on some things that Pipedrive does not document. They have not been checked in this company. | pdqb prove --service pipedrive",
  ]);
  expect(await said(profileOf("practice"))).toEqual([]);
});

it("says what is otherwise, and apart from it what gave an answer that pdqb does not understand", async () => {
  const found = proofOf({ Q1: "holds", Q34: "unclear", Q43: "other", Q35: "other", Q9: "unclear" });
  expect(await said(profileOf("practice", found))).toEqual([
    "warning | QuickBooks does not do what pdqb expects in Q43, Q35 (tried on 2026-11-25). | pdqb prove --list --only Q43,Q35",
    "warning | QuickBooks gave an answer that pdqb does not understand to Q34, Q9 (tried on 2026-11-25). | pdqb prove --only Q34,Q9",
    "ok | Pipedrive does what pdqb expects (tried on 2026-11-25). |",
  ]);
  const unclear = await said(profileOf("sandbox", proofOf({ Q34: "unclear" })));
  expect(unclear[0]).toContain("warning | QuickBooks gave an answer that pdqb does not understand");
});

it("compares real books, in which nothing is tried out, with what a sandbox company showed", async () => {
  const real = profileOf("production");
  expect((await said(real))[0]).toContain("| pdqb prove --profile sandbox");
  const found = proofOf({ Q43: "other" }, { "tax.rounding": "per_line", "void.paid": "unlink" });
  const trial = profileOf("sandbox", found);
  expect(await said(real, { trial })).toEqual([
    "warning | The proof in the company of profile trial found tax.rounding to be per_line; here it is per_rate. | pdqb config set tax.rounding per_line",
    "ok | Pipedrive was tried out in the company of profile trial. |",
  ]);
  const set = { ...real, values: { "tax.rounding": "per_line" } };
  expect((await said(set, { trial }))[0]).toContain("ok | QuickBooks was tried out in");
});
