/** Keeps what a person answered of a thing that a run lacks, for every invoice that waits for it. Writes to neither service. */
import { needName } from "../../domain/run/needs.ts";
import type { RunFlags, RunRow } from "../../domain/run/run.ts";
import type { Ports } from "../../ports.ts";
import { inTurn, openRunNamed } from "./find-run.ts";

export type MendAnswer = {
  /** Flags of `invoice create` that the answer comes to; none where it is a link. */
  flags: RunFlags;
  /** An item is created for each line that lacks one. */
  createsItem: boolean;
};

/** `need`: its name. What may be billed in the run stays as it is until the run is planned again. Throws refused for a run that is over. */
export async function keepAnswer(
  ports: Pick<Ports, "ledger">,
  name: string,
  need: string,
  answer: MendAnswer,
): Promise<void> {
  await inTurn(ports, name, async () => {
    await openRunNamed(ports, name, "mended");
    const rows = (await ports.ledger.runRows(name)).filter((row) => lacks(row, need));
    await ports.ledger.saveRunRows(
      name,
      rows.map((row) => withAnswer(row, need, answer)),
    );
  });
}

export const lacks = ({ state, needs }: RunRow, need: string): boolean =>
  state === "problem" && needs.some((one) => needName(one) === need);

function withAnswer(row: RunRow, need: string, { flags, createsItem }: MendAnswer): RunRow {
  const answered: RunFlags = { ...row.answered, ...flags };
  if (createsItem) {
    // A need stands where its problem stands.
    const lines = row.problems
      .filter((_, index) => row.needs.some((one, at) => at === index && needName(one) === need))
      .flatMap(({ line }) => (line === undefined ? [] : String(line)));
    const before = [row.flags["createItem"] ?? [], row.answered?.["createItem"] ?? []].flat();
    answered["createItem"] = [...new Set([...before.map(String), ...lines])];
  }
  return { ...row, answered };
}
