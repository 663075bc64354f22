import { counted } from "../../domain/counted.ts";
import { PdqbError } from "../../domain/errors.ts";
import { defineCommand } from "../context.ts";

export const historyVerify = defineCommand({
  name: "verify",
  summary: "Check that no row was changed, removed or inserted",
  description: `Each row carries a hash over itself and the row before it. A copy of the history
that was exported elsewhere proves what its last hash says.`,
  effect: "local",
  flags: {},
  examples: ["pdqb history verify", "pdqb history verify --json"],
  async run({ ports, connected, show }) {
    await connected();
    const { rows, faults } = await ports.ledger.verifyHistory();
    const [last] = await ports.ledger.history({ limit: 1 });
    const outcome = faults.length === 0 ? "sound" : "broken";
    await show({
      json: { outcome, rows, last: last?.hash ?? null, broken: faults },
      text: (paint) =>
        faults.length === 0
          ? `${paint.green("✓")} ${counted(rows, "row")}, each as it was written.${last ? ` Last hash: ${last.hash}` : ""}\n`
          : faults.map(({ row, why }) => `${paint.red("✗")} Row ${row}: ${why}\n`).join(""),
    });
    if (faults.length === 0) return;
    throw new PdqbError("partial", "The history is not as it was written.", {
      reason: `${faults.length} of ${rows} rows were changed, removed or put in.`,
      next: ["pdqb ledger check"],
    });
  },
});
