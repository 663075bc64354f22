/** Which ledger a profile uses, and its rows moved to another one. */
import { counted } from "../../domain/counted.ts";
import { PdqbError } from "../../domain/errors.ts";
import { finishingMove, LOCAL, placeArgument } from "../../domain/ledger/moved.ts";
import type { Profile } from "../../domain/settings.ts";
import { sharedOf } from "../../domain/shared-settings.ts";
import type { Ports } from "../../ports.ts";

type LedgerPorts = Pick<Ports, "settings" | "ledgerPlaces">;
/** `address`: null for the ledger of this home. */
type Chosen = { name: string; profile: Profile; address: string | null; dryRun: boolean };

/**
 * From now on the profile's ledger is there; its tables are made already. Answers with how many invoices of the pair it knows, and how many the one before knew.
 * Throws refused where something of the one before would be lost.
 */
export async function useLedger(
  ports: LedgerPorts,
  { name, profile, address, dryRun }: Chosen,
): Promise<{ known: number; left: number }> {
  const before = profile.ledger ?? null;
  const there = await ports.ledgerPlaces.known(address);
  if (before === address) return { known: there.invoices, left: 0 };
  const here = await ports.ledgerPlaces.known(before);
  const to = address ?? LOCAL;
  if (there.movedTo !== undefined) throw wasMoved(there.movedTo, to);
  if (here.movedTo === undefined) {
    if (here.intentsOpen > 0) throw unsettled(here.intentsOpen);
    if (here.invoices > 0 && there.invoices === 0) throw wouldBeLost(here.invoices, to);
  }
  if (!dryRun) await choose(ports, { name, profile, address, shared: there.shared });
  return { known: there.invoices, left: here.movedTo === undefined ? here.invoices : 0 };
}

/** Back to the ledger of this home, while the one that was used is out of reach. Answers with how many invoices it knows. Throws refused where its rows are over there. */
export async function leaveLedger(
  { ledgerPlaces }: Pick<Ports, "ledgerPlaces">,
  { dryRun }: { dryRun: boolean },
): Promise<number> {
  const here = await ledgerPlaces.known(null);
  if (here.movedTo !== undefined) throw movedOutOfReach(here.movedTo);
  if (dryRun) return here.invoices;
  await ledgerPlaces.leave();
  await ledgerPlaces.forgetPasswords(null);
  return here.invoices;
}

/** Moves all rows of the pair there, and uses it. Answers with their number. */
export async function moveLedger(
  ports: LedgerPorts,
  { name, profile, address }: Omit<Chosen, "dryRun">,
): Promise<number> {
  if ((profile.ledger ?? null) === address)
    throw new PdqbError("usage", "Nothing was moved: the ledger is there already.");
  if (profile.ledger !== undefined && address !== null)
    throw new PdqbError(
      "usage",
      "Nothing was moved: a ledger on PostgreSQL moves to a home first.",
      {
        next: ["pdqb ledger move --to local", `pdqb ledger move --to "${address}"`],
      },
    );
  if (address !== null) await ports.ledgerPlaces.prepare(address);
  const rows = await ports.ledgerPlaces.move(address);
  const { shared } = await ports.ledgerPlaces.known(address);
  await choose(ports, { name, profile, address, shared });
  return rows;
}

/** The first who comes gives the others the rules of this profile. */
async function choose(
  { settings, ledgerPlaces }: LedgerPorts,
  { name, profile, address, shared }: Omit<Chosen, "dryRun"> & { shared: string | undefined },
): Promise<void> {
  await settings.update((file) => {
    const { ledger: _before, ...rest } = { ...file.profiles[name], ...profile };
    const next = address === null ? rest : { ...rest, ledger: address };
    return { ...file, profiles: { ...file.profiles, [name]: next } };
  });
  if (address !== null && shared === undefined)
    await ledgerPlaces.share(address, JSON.stringify(sharedOf(profile)));
  await ledgerPlaces.forgetPasswords(address);
}

function wasMoved(place: string, to: string): PdqbError {
  const finishing = finishingMove(place);
  if (finishing !== undefined)
    return new PdqbError("refused", `Nothing was changed: the move to ${to} is not finished.`, {
      reason: "Whoever began it finishes it with the same command.",
      next: [finishing],
    });
  return new PdqbError("refused", `Nothing was changed: the ledger ${to} was moved away.`, {
    reason: `Its rows are at ${place} now.`,
    next: [`pdqb ledger move --to ${placeArgument(to)}`],
  });
}

const movedOutOfReach = (place: string): PdqbError =>
  new PdqbError("refused", "Nothing was changed: the ledger of this home was moved away.", {
    reason: [
      `Its rows are at ${place}, which is out of reach.`,
      "Once it is back, the command below brings them home.",
      "If it is lost for good: move ledger.db out of its folder, use the local ledger, and rebuild it from QuickBooks.",
    ],
    next: [`pdqb ledger move --to ${LOCAL}`],
  });

const unsettled = (count: number): PdqbError =>
  new PdqbError("refused", "Nothing was changed: the outcome of a write is not known yet.", {
    reason: `${count} ${count === 1 ? "write is" : "writes are"} not settled in the ledger that is used now.`,
    next: ["pdqb pending list"],
  });

const wouldBeLost = (invoices: number, to: string): PdqbError =>
  new PdqbError(
    "refused",
    "Nothing was changed: the other ledger knows nothing of these companies.",
    {
      reason: `The one that is used now knows ${counted(invoices, "invoice")}.`,
      next: [`pdqb ledger move --to ${placeArgument(to)}`],
    },
  );
