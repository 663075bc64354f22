import { defineCommand } from "../context.ts";

export const ledgerPath = defineCommand({
  name: "path",
  summary: "Print where the ledger is",
  effect: "local",
  flags: {},
  examples: ["pdqb ledger path"],
  async run({ ports, show }) {
    const path = await ports.ledgerFile.path();
    await show({ json: { path }, text: () => `${path}\n` });
  },
});
