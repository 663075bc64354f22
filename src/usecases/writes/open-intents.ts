/**
 * Writes that are in doubt (docs/design.md 7.5): looked for by reading before anything else is done, or resolved on a person's word. An
 * intent whose lock is held is another process' own business.
 */
import { PdqbError, SAME_COMMAND } from "../../domain/errors.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import { historyEntry, type Intent } from "../../domain/ledger/ledger.ts";
import type { Made, Ports, WritePorts } from "../../ports.ts";
import { isOver, resolveByReading } from "./by-reading.ts";
import { asFound, finishEarlier, REPLAY_MS_MAX, record } from "./engine.ts";
import { inDoubt } from "./intent-words.ts";
import { type LookPorts, mayBeSentAgain, OVER_AFTER_MS, type WriteKind } from "./kind.ts";
import * as inPipedrive from "./kinds/in-pipedrive.ts";
import * as inQuickBooks from "./kinds/in-quickbooks.ts";

const KINDS: WriteKind[] = Object.values({ ...inPipedrive, ...inQuickBooks });

const BY_NAME = new Map(KINDS.map((kind) => [kind.name, kind]));

/** Undefined where a later version wrote it: a ledger may be shared with one. */
const knownKind = (name: string): WriteKind | undefined => BY_NAME.get(name);

/** What it does, in a word; undefined where a later version wrote it. */
export const verbOf = ({ kind }: Pick<Intent, "kind">) => knownKind(kind)?.words.verb;

/** Throws refused where this version does not know it. */
function kindOf({ id, kind: name }: Pick<Intent, "id" | "kind">): WriteKind {
  const kind = knownKind(name);
  if (kind) return kind;
  throw new PdqbError("refused", `Write ${id} is of a kind that this version does not know.`, {
    reason: `A later version of pdqb wrote it (${name}).`,
    next: [`pdqb pending show ${id}`],
  });
}

/** The lock under which it is sent and resolved. */
const lockOf = (intent: Pick<Intent, "id" | "kind" | "key" | "dealId">): string =>
  kindOf(intent).lock?.(intent) ?? intent.key;

/**
 * Answers with what is still open. Throws nothing that a service said: an intent that cannot be looked up stays open. `butDeal`: a deal
 * whose own command looks for its intents itself.
 */
export async function resolveOpenIntents(
  ports: WritePorts,
  { butDeal }: { butDeal?: number } = {},
): Promise<Intent[]> {
  const open = await ports.ledger.intents({ state: "open" });
  const before = open.filter(({ dealId }) => dealId === null || dealId !== butDeal);
  for (const intent of before)
    try {
      await ports.ledger.exclusive(
        lockOf(intent),
        () => resolveByReading(ports, { kind: kindOf(intent), intent }),
        { waitMs: 0 },
      );
    } catch (error) {
      if (!(error instanceof PdqbError)) throw error;
    }
  return before.length === 0 ? [] : ports.ledger.intents({ state: "open" });
}

/** What the person says: the id of what was made, that nothing was, or nothing yet. */
export type Verdict = { created: string } | "not_created" | undefined;

export type Resolved = {
  /** `already`: it was resolved before. `settled`: by what the books show or the service answered. `told`: by the person's word. */
  outcome: "already" | "settled" | "told";
  intent: Intent;
};

/** By its id. Throws not_found. */
export async function intentNamed({ ledger }: Pick<Ports, "ledger">, id: string): Promise<Intent> {
  const [found] = await ledger.intents({ id });
  if (found) return found;
  throw new PdqbError("not_found", `There is no intent ${id}.`, {
    next: ["pdqb pending list --all"],
  });
}

/** Invoices that may have come of it, the likeliest first; none is chosen. */
export const candidates = async (ports: LookPorts, intent: Intent): Promise<Invoice[]> =>
  (await kindOf(intent).candidates?.(ports, intent)) ?? [];

/**
 * Whether the same request may still be sent again under its id. `too_old`: how long the service remembers the id is not known; `never`: it
 * knows none.
 */
export function replayOf(
  { clock }: Pick<Ports, "clock">,
  intent: Intent,
): "possible" | "too_old" | "never" {
  const kind = knownKind(intent.kind);
  if (!kind || !mayBeSentAgain(kind)) return "never";
  const age = clock.now().getTime() - Date.parse(intent.firstSentAt ?? "");
  return age >= 0 && age <= REPLAY_MS_MAX ? "possible" : "too_old";
}

/** Throws refused (what was said cannot be), not_found (no such object), unknown_outcome (still nobody knows). */
export async function resolveIntent(
  ports: WritePorts,
  asked: Intent,
  verdict: Verdict,
): Promise<Resolved> {
  return ports.ledger.exclusive(lockOf(asked), async () => {
    const intent = await intentNamed(ports, asked.id);
    const now = async (outcome: Resolved["outcome"]) => ({
      outcome,
      intent: await intentNamed(ports, asked.id),
    });
    const kind = kindOf(intent);
    if (intent.state !== "open") return now("already");
    if (await resolveByReading(ports, { kind, intent })) return now("settled");
    if (verdict === undefined) {
      if (!mayBeSentAgain(kind)) throw inDoubt({ kind, intent });
      await finishEarlier(ports, kind, intent.key);
      return now("settled");
    }
    if (verdict === "not_created") await endByWord(ports, intent);
    else
      await record(
        ports,
        { kind, intent },
        {},
        asFound(await objectOf(ports, intent, verdict.created)),
      );
    return now("told");
  });
}

async function endByWord(ports: WritePorts, intent: Intent): Promise<void> {
  if (!isOver(ports, intent)) {
    throw new PdqbError("refused", "Not resolved: the request may still be in progress.", {
      reason: `It was last sent at ${intent.lastSentAt}, and QuickBooks works on one for up to two minutes. Try again in ${OVER_AFTER_MS / 1000} seconds.`,
      next: [SAME_COMMAND],
      retry: true,
    });
  }
  const { user, host } = ports.machine;
  const actor = `${user}@${host}`;
  const outcome = `${actor} said that it was not made`;
  const at = ports.clock.now().toISOString();
  const { dealId, requestId, summary: before } = intent;
  const said = { at, actor, action: "resolve", before, after: outcome };
  const history = historyEntry({ ...said, dealId, requestId });
  await ports.ledger.closeIntent(intent.id, { state: "ended", outcome }, { history });
}

/** What a person says was made. Throws refused where it cannot be that. */
async function objectOf(ports: WritePorts, intent: Intent, id: string): Promise<Made> {
  const { named } = kindOf(intent);
  if (!named)
    throw new PdqbError("refused", "Cannot be resolved by hand: pdqb checks this write itself.", {
      reason: "Two minutes after it was sent, the service shows whether it was carried out.",
      next: [`pdqb pending resolve ${intent.id}`],
    });
  const found = await named(ports, intent, id);
  if (found) return found;
  throw new PdqbError("not_found", `QuickBooks has nothing with the id ${id}.`);
}
