/** Mismatches that a person has accepted, for good: with who, when and why, in the ledger and its history. */
import { type Accepted, aboutOf, type Finding } from "../../domain/check/finding.ts";
import { PdqbError } from "../../domain/errors.ts";
import { historyEntry } from "../../domain/ledger/ledger.ts";
import type { Ledger, Ports } from "../../ports.ts";

const ACCEPTED = "check/accepted";

export async function acceptedRows(ledger: Ledger): Promise<Accepted[]> {
  return JSON.parse((await ledger.cursor(ACCEPTED)) ?? "[]") as Accepted[];
}

/** `save`: false in a dry run. Throws connection, unavailable: who does it is asked of Pipedrive. */
export async function acceptFinding(
  ports: Pick<Ports, "ledger" | "pipedrive" | "machine" | "clock">,
  finding: Finding,
  { reason, save }: { reason: string; save: boolean },
): Promise<Accepted> {
  const { ledger, pipedrive, machine, clock } = ports;
  const { email } = await pipedrive.me();
  const by = `${email} (${machine.user}@${machine.host})`;
  const at = clock.now().toISOString();
  const row: Accepted = {
    kind: finding.kind,
    about: aboutOf(finding),
    expected: finding.expected?.toFixed() ?? null,
    found: finding.found?.toFixed() ?? null,
    ...{ reason, by, at },
  };
  if (!save) return row;
  const entry = historyEntry({
    ...{
      at,
      actor: by,
      action: "accept in check",
      reason,
      before: finding.kind,
      after: "accepted",
    },
    invoiceId: finding.invoices[0]?.id ?? null,
    dealId: finding.deal?.id ?? null,
  });
  await ledger.exclusive(ACCEPTED, async () => {
    const others = (await acceptedRows(ledger)).filter(
      ({ kind, about }) => kind !== row.kind || about !== row.about,
    );
    await ledger.saveInvoices([], at, { [ACCEPTED]: JSON.stringify([...others, row]) }, [entry]);
  });
  return row;
}

/** The mismatch to accept. Throws refused where the check found no such row. */
export function findingOf(
  findings: Finding[],
  { kind, about }: Pick<Accepted, "kind" | "about">,
): Finding {
  const isAbout = (one: Finding) =>
    aboutOf(one) === about || one.invoices.some(({ id }) => about === `invoice:${id}`);
  const found = findings.find((one) => one.kind === kind && isAbout(one));
  if (found) return found;
  throw new PdqbError(
    "refused",
    `Nothing was accepted: there is no ${kind} mismatch for ${about.replace(":", " ")}.`,
    {
      next: ["pdqb check"],
    },
  );
}
