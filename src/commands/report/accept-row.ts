/** Accepting a mismatch that the check found. */
import { FINDING_KINDS, type FindingKind } from "../../domain/check/finding.ts";
import { PdqbError } from "../../domain/errors.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import { findInvoice } from "../../usecases/billing/find-invoice.ts";
import { acceptFinding, findingOf } from "../../usecases/check/accept.ts";
import type { CheckResult } from "../../usecases/check/check-types.ts";
import type { Context } from "../context.ts";
import { dealId } from "../details/deal-reference.ts";
import { acceptedJson } from "../views/check.ts";

type Target = { kind: FindingKind; about: string; reason: string };
type AcceptFlags = {
  accept?: string | undefined;
  deal?: string | undefined;
  invoice?: string | undefined;
  reason?: string | undefined;
};

/** What a person wants to accept; undefined without --accept. Throws usage. */
export async function targetOf(
  { ports }: Context,
  profile: PinnedProfile,
  flags: AcceptFlags,
): Promise<Target | undefined> {
  const { deal, invoice, reason } = flags;
  if (flags.accept === undefined) return undefined;
  const kind = FINDING_KINDS.find((one) => one === flags.accept);
  if (!kind)
    throw new PdqbError("usage", `--accept "${flags.accept}" is not a kind of mismatch.`, {
      reason: `The kinds are ${FINDING_KINDS.join(", ")}.`,
    });
  if ((deal === undefined) === (invoice === undefined))
    throw new PdqbError("usage", "--accept takes either --deal or --invoice.");
  if (reason === undefined) throw new PdqbError("usage", "--accept needs a --reason.");
  const about =
    deal === undefined
      ? `invoice:${(await findInvoice(ports, invoice ?? "", { save: true })).invoice.id}`
      : `deal:${dealId(deal, profile)}`;
  return { kind, about, reason };
}

/** Throws refused where the check found no such row. */
export async function accept(
  { ports, show }: Context,
  { findings, accepted }: CheckResult,
  { save, ...target }: Target & { save: boolean },
): Promise<void> {
  const before = accepted.map(({ finding }) => finding);
  const finding = findingOf([...findings, ...before], target);
  const row = await acceptFinding(ports, finding, { reason: target.reason, save });
  await show({
    json: { outcome: save ? "accepted" : "planned", finding: acceptedJson({ finding, row }) },
    text: () => `${save ? "Accepted" : "Would be accepted"}: ${finding.why}\n`,
  });
}
