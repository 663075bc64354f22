/** Who plans, approves and applies, and the digest of what they see. */
import type { RunRow, Who } from "../../domain/run/run.ts";
import type { Ports } from "../../ports.ts";
import { shortHash } from "../plan/plan-digest.ts";
import type { PlanPorts } from "../plan/plan-reading.ts";

export type RunPorts = PlanPorts & Pick<Ports, "machine">;

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
