import { PdqbError } from "../../domain/errors.ts";
import { defineCommand } from "../context.ts";

export const ledgerCheck = defineCommand({
  name: "check",
  summary: "Check the ledger without changing it",
  effect: "local",
  flags: {},
  examples: ["pdqb ledger check"],
  async run({ ports, show }) {
    const path = await ports.ledgerFile.path();
    const { exists, faults, next } = await ports.ledgerFile.check();
    await show({
      json: { path, exists, faults },
      text: () =>
        exists
          ? `${path}: ${faults.length === 0 ? "sound" : "damaged"}.\n`
          : "There is no ledger yet.\n",
    });
    if (faults.length === 0) return;
    throw new PdqbError("refused", "The ledger is damaged.", {
      reason: [...faults, "It was left as it is."],
      next,
    });
  },
});
