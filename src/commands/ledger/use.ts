import { counted } from "../../domain/counted.ts";
import { LOCAL } from "../../domain/ledger/moved.ts";
import { useLedger } from "../../usecases/setup/use-ledger.ts";
import { defineCommand } from "../context.ts";

export const ledgerUse = defineCommand({
  name: "use",
  summary: "Use a ledger on PostgreSQL that a team shares, or the one of this home",
  description: `Everybody who uses it sees the same links, invoices, runs and history, and bills
by the same mapping, presets and settings. Logins stay on each machine. The
address holds no password: that comes from PGPASSWORD or ~/.pgpass, or is asked
for at a terminal and kept with the profile's secrets.`,
  effect: "settings",
  arguments: [
    { name: "address", summary: 'postgres://user@host/database, or "local"', required: true },
  ],
  flags: {},
  examples: ["pdqb ledger use postgres://ada@db.example.com/pdqb", "pdqb ledger use local"],
  async run({ ports, connected, profile, profileName, globals, show }, { args: [to = ""] }) {
    const address = to === LOCAL ? null : to;
    const name = await profileName();
    const { dryRun } = globals;
    // Before anything is read: the profile may be at this very ledger, which an older pdqb made.
    if (address !== null && !dryRun) await ports.ledgerPlaces.prepare(address);
    await connected();
    const used = await useLedger(ports, { name, profile: await profile(), address, dryRun });
    const invoices = (count: number) => counted(count, "invoice");
    await show({
      json: {
        outcome: dryRun ? "planned" : "used",
        ledger: to,
        invoices: used.known,
        left: used.left,
      },
      text: () =>
        `Profile ${name} ${dryRun ? "would use" : "uses"} the ledger ${to}, which knows ${invoices(used.known)}.\n`,
      ...(used.left > 0 && {
        note: `The ledger before it knows ${invoices(used.left)}. To find those by their markers: pdqb ledger rebuild`,
      }),
    });
  },
});
