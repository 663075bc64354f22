/**
 * A write that is in doubt, resolved on a person's word (docs/design.md 7.5): looked for in the books first, then sent again under its own id
 * while that is still safe, or told by the person who looked: it was made, or it was not.
 */
import { PdqbError, SAME_COMMAND } from "../../domain/errors.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import type { Intent } from "../../domain/ledger/ledger.ts";
import type { Made, Ports, WritePorts } from "../../ports.ts";
import { finishEarlier, isOver, REPLAY_MS_MAX, resolveByReading } from "./earlier.ts";
import { inDoubt } from "./intent-words.ts";
import { mayBeSentAgain, OVER_AFTER_MS } from "./kind.ts";
import { kindOf, knownKind, lockOf } from "./kind-of.ts";
import { asFound, record } from "./record.ts";

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
export const candidates = async (
  ports: Pick<Ports, "quickbooks" | "pipedrive" | "clock">,
  intent: Intent,
): Promise<Invoice[]> => (await kindOf(intent).candidates?.(ports, intent)) ?? [];

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
    if (await resolveByReading(ports, intent)) return now("settled");
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
  const outcome = `${user}@${host} said that it was not made`;
  const at = ports.clock.now().toISOString();
  const history = {
    at,
    actor: `${user}@${host}`,
    action: "resolve",
    invoiceId: null,
    dealId: intent.dealId,
    requestId: intent.requestId,
    traceId: null,
    run: null,
    reason: null,
    before: intent.summary,
    after: outcome,
  };
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
