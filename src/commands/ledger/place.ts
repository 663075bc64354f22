/** Which ledger a profile uses: one on PostgreSQL, or the one of this home. */
import { flag } from "../../cli/command.ts";
import { counted } from "../../domain/counted.ts";
import { LedgerError } from "../../domain/errors.ts";
import { LOCAL } from "../../domain/ledger/moved.ts";
import { leaveLedger, moveLedger, useLedger } from "../../usecases/setup/use-ledger.ts";
import { type Context, defineCommand } from "../context.ts";

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
  async run(context, { args: [to = ""] }) {
    const { ports, connected, profile, profileName, globals, show } = context;
    const address = to === LOCAL ? null : to;
    const name = await profileName();
    const { dryRun } = globals;
    // Before anything is read: the profile may be at this very ledger, which an older pdqb made.
    if (address !== null && !dryRun) await ports.ledgerPlaces.prepare(address);
    try {
      await connected();
    } catch (error) {
      if (address !== null || !(error instanceof LedgerError)) throw error;
      return leave(context);
    }
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

/** What the ledger out of reach still knows of open writes and invoices cannot be asked now. */
async function leave({ ports, profileName, globals: { dryRun }, show }: Context): Promise<void> {
  const name = await profileName();
  const invoices = await leaveLedger(ports, { dryRun });
  await show({
    json: { outcome: dryRun ? "planned" : "used", ledger: LOCAL, invoices, left: null },
    text: () =>
      `Profile ${name} ${dryRun ? "would use" : "uses"} the ledger of this home, which knows ${counted(invoices, "invoice")}.\n`,
    note: "The ledger before it is out of reach: its open writes and its invoices were not checked. Mapping and settings are those of this home. Next: pdqb ledger rebuild",
  });
}

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
    { ports, connected, profile, profileName, confirmed, globals, show },
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
    await confirmed(`Move the ledger to ${to}?`);
    const rows = await moveLedger(ports, { name, profile: await profile(), address });
    await show({
      json: { outcome: "moved", ledger: to, rows },
      text: () =>
        `Moved ${counted(rows, "row")} to ${to}, and read them again. The old ledger is kept.\n`,
    });
  },
});
