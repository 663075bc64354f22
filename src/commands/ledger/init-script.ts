import { defineCommand } from "../context.ts";

export const ledgerInitScript = defineCommand({
  name: "init-script",
  summary: "Print the SQL that makes a ledger on PostgreSQL, for an administrator",
  description: `It makes the tables, and the role "pdqb", which may do what pdqb does and no more:
rows of the history can be added and read, never changed or removed.`,
  effect: "local",
  flags: {},
  examples: ["pdqb ledger init-script", "pdqb ledger init-script --json"],
  async run({ ports, show }) {
    const sql = await ports.ledgerPlaces.initScript();
    await show({ json: { sql }, text: () => sql });
  },
});
