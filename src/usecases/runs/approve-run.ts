/** Approving a run: a person freezes what was reviewed, and where a second one is required it is not one who planned it. */
import { PdqbError } from "../../domain/errors.ts";
import type { Run, RunRow } from "../../domain/run/run.ts";
import type { Ports } from "../../ports.ts";
import { inTurn, openRunNamed } from "./find-run.ts";
import type { Approval } from "./run-input.ts";
import { isSamePerson, noteInHistory, personText, runDigest, whoIs } from "./run-people.ts";

type ApprovePorts = Pick<Ports, "ledger" | "pipedrive" | "machine" | "clock">;

type ApproveInput = {
  name: string | undefined;
  approval: Approval;
  /** Digest of the run that was reviewed. */
  expect: string | undefined;
  reason: string | undefined;
};

/** Throws refused: nothing is ready, it is another run than the reviewed one, or the approver has planned it. */
export async function approveRun(
  ports: ApprovePorts,
  { name, approval, expect, reason }: ApproveInput,
): Promise<{ run: Run; rows: RunRow[] }> {
  const open = await openRunNamed(ports, name, "approved");
  return inTurn(ports, open.name, async () => {
    const run = await openRunNamed(ports, open.name, "approved");
    const rows = await ports.ledger.runRows(run.name);
    const digest = await runDigest(rows);
    refuseEmpty(
      run,
      rows.filter(({ state }) => state === "ready"),
    );
    if (expect !== undefined && expect !== digest)
      throw notApproved(
        run,
        `It has changed since it was reviewed: its digest is ${digest} now.`,
        `pdqb run view ${run.name}`,
      );
    const by = await whoIs(ports);
    const self = run.planners.find((one) => isSamePerson(one, by));
    if (approval === "second" && self)
      throw notApproved(
        run,
        `It was planned by ${personText(self)}; a second person has to approve it (setting run.approval).`,
        `pdqb run view ${run.name}`,
      );
    const at = ports.clock.now().toISOString();
    const approved: Run = {
      ...run,
      state: run.state === "planned" ? "approved" : run.state,
      digest,
      approved: { by, at, digest, reason: reason ?? null },
    };
    await ports.ledger.putRun(approved);
    await noteInHistory(ports, approved, { act: "approve", by, reason: reason ?? null });
    return { run: approved, rows };
  });
}

/** Throws refused where nothing is ready to be approved. */
export function refuseEmpty(run: Run, ready: RunRow[]): void {
  if (ready.length === 0)
    throw notApproved(run, "No invoice of it is ready.", `pdqb run mend ${run.name}`);
}

function notApproved({ name }: Run, reason: string, next: string): PdqbError {
  return new PdqbError("refused", `Run ${name} was not approved.`, { reason, next: [next] });
}
