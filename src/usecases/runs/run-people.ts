/** Who plans, approves and applies, what the history says of it, and the digest of what they see. */
import { historyEntry } from "../../domain/ledger/ledger.ts";
import type { Run, RunRow, Who } from "../../domain/run/run.ts";
import type { Ports } from "../../ports.ts";
import { shortHash } from "../plan/plan-digest.ts";

/** Over what is reviewed: every plan that may be billed. */
export function runDigest(rows: RunRow[]): Promise<string> {
  const reviewed = rows.filter(
    (row) => row.digest !== null && !["problem", "billed", "dropped"].includes(row.state),
  );
  return shortHash(
    reviewed
      .map(({ key, digest }) => `${key} ${digest}`)
      .sort()
      .join("\n"),
  );
}

/** The Pipedrive user that is connected, and the system user. */
export async function whoIs({ pipedrive, machine }: Pick<Ports, "pipedrive" | "machine">) {
  const { email, name } = await pipedrive.me();
  const who: Who = { pipedrive: email, name, system: `${machine.user}@${machine.host}` };
  return who;
}

/** Either is enough: one person may use two machines, and one machine's user another's connection. */
export const isSamePerson = (one: Who, other: Who) =>
  one.pipedrive === other.pipedrive || one.system === other.system;

export const personText = ({ name, pipedrive, system }: Who) => `${name} <${pipedrive}>, ${system}`;

/** `details`: what it came to. */
export async function noteInHistory(
  { ledger, clock }: Pick<Ports, "ledger" | "clock">,
  run: Run,
  done: { act: "plan" | "approve" | "apply"; by: Who; details?: string; reason?: string | null },
): Promise<void> {
  const at = clock.now().toISOString();
  const { act, by, details, reason = null } = done;
  const entry = historyEntry({
    ...{ at, actor: by.system, action: `${act} run`, run: run.name, reason },
    after: [`run ${run.name} by ${personText(by)}`, details, `digest ${run.digest}`]
      .filter((one) => one !== undefined)
      .join("; "),
  });
  await ledger.saveInvoices([], at, {}, [entry]);
}

/** Each once. */
export const withPlanner = (planners: Who[], by: Who): Who[] =>
  planners.some((one) => isSamePerson(one, by)) ? planners : [...planners, by];
