import { flag } from "../../cli/command.ts";
import { counted } from "../../domain/counted.ts";
import { LOCAL } from "../../domain/ledger/moved.ts";
import { moveLedger } from "../../usecases/setup/use-ledger.ts";
import { defineCommand } from "../context.ts";

export const ledgerMove = defineCommand({
  name: "move",
  summary: "Move the ledger's rows to PostgreSQL, or back to this home",
  description: `All rows of this pair of companies are copied, read again and compared. Then the
old ledger refuses writes and names the new one. If it is cut off, the old one
is whole, and the same command goes on.`,
  effect: "writes",
  flags: {
    to: {
      ...flag.text('Address of the new place, or "local"', { value: "place" }),
      required: true,
    },
  },
  examples: ["pdqb ledger move --to postgres://ada@db.example.com/pdqb --yes"],
  async run(
    { ports, connected, profile, profileName, ask, globals, show },
    { flags: { to = "" } },
  ) {
    await connected();
    const address = to === LOCAL ? null : to;
    const name = await profileName();
    if (globals.dryRun) {
      const { invoices } = await ports.ledgerPlaces.known((await profile()).ledger ?? null);
      const json = { outcome: "planned", plan: { requests: [] } };
      return show({
        json,
        text: () => `Would move ${counted(invoices, "invoice")} and all else to ${to}.\n`,
      });
    }
    await ask.confirmOrStop(`Move the ledger to ${to}?`, { flag: "--yes", given: globals.yes });
    const rows = await moveLedger(ports, { name, profile: await profile(), address });
    await show({
      json: { outcome: "moved", ledger: to, rows },
      text: () =>
        `Moved ${counted(rows, "row")} to ${to}, and read them again. The old ledger is kept.\n`,
    });
  },
});
