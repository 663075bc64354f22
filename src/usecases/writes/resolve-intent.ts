/**
 * A write that is in doubt, settled on a person's word (docs/design.md 7.5): looked for in the books first, then sent again under its own id
 * while that is still safe, or told by the person who looked: it was made, or it was not.
 */
import { PdqbError } from "../../domain/errors.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import { type Intent, isPipedriveKind } from "../../domain/ledger/ledger.ts";
import type { Ports, Written } from "../../ports.ts";
import { lockOf, SETTLED_AFTER_MS } from "./intent-outcome.ts";
import { inDoubt } from "./intent-words.ts";
import { REPLAY_MS_MAX, settleEarlier } from "./settle-earlier.ts";
import { isSettled, settleByReading } from "./settle-open-intents.ts";
import { settle, type WritePorts } from "./write-once.ts";

/** What the person says: the id of what was made, that nothing was, or nothing yet. */
export type Verdict = { created: string } | "not_created" | undefined;

export type Resolved = {
  /** `already`: it was settled before. `settled`: by what the books show or the service answered. `told`: by the person's word. */
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

/** Invoices of the same customer made since the first sending, the ones of the expected total first; none is chosen. */
export async function candidates(
  { quickbooks, clock }: Pick<Ports, "quickbooks" | "clock">,
  intent: Intent,
): Promise<Invoice[]> {
  if (intent.kind !== "invoice" || intent.firstSentAt === null) return [];
  const customerId = await quickbooks.customerOfWrite(intent);
  const since = new Date(Date.parse(intent.firstSentAt) - 300_000).toISOString();
  const made = await quickbooks.invoicesCreated(since, (await clock.now()).toISOString());
  const isExpected = ({ total }: Invoice) => intent.follows.total === total.toFixed();
  return made
    .filter(({ customer }) => customer.id === customerId)
    .sort((one, other) => Number(isExpected(other)) - Number(isExpected(one)));
}

/** Whether the same request may still be sent again under its id; never to Pipedrive, which knows none. */
export async function mayReplay(
  { clock }: Pick<Ports, "clock">,
  { kind, firstSentAt }: Intent,
): Promise<boolean> {
  if (isPipedriveKind(kind)) return false;
  const age = (await clock.now()).getTime() - Date.parse(firstSentAt ?? "");
  return age >= 0 && age <= REPLAY_MS_MAX;
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
    if (intent.state !== "open") return now("already");
    if (await settleByReading(ports, intent)) return now("settled");
    if (verdict === undefined) {
      // Pipedrive knows no request id: a second sending would write a second time.
      if (isPipedriveKind(intent.kind)) throw inDoubt(intent);
      await settleEarlier(ports, intent.key);
      return now("settled");
    }
    if (verdict === "not_created") await endByWord(ports, intent);
    else await settle(ports, intent, {}, await objectOf(ports, intent, verdict.created));
    return now("told");
  });
}

async function endByWord(ports: WritePorts, intent: Intent): Promise<void> {
  if (!(await isSettled(ports, intent))) {
    throw new PdqbError("refused", "Not resolved: the request may still be on its way.", {
      reason: `It was last sent at ${intent.lastSentAt}, and QuickBooks works on one for up to two minutes.`,
      next: [`Say it again once ${SETTLED_AFTER_MS / 1000} seconds have passed.`],
      retry: true,
    });
  }
  const { user, host } = ports.machine;
  const outcome = `${user}@${host} said that it was not made`;
  const at = (await ports.clock.now()).toISOString();
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
  await ports.ledger.settleIntent(intent.id, { state: "ended", outcome }, { history });
}

/** What a person says was made; it has to exist, and an invoice has to be of the customer that was billed, and free. */
async function objectOf(ports: WritePorts, intent: Intent, id: string): Promise<Written> {
  const { quickbooks } = ports;
  switch (intent.kind) {
    case "invoice": {
      const invoice = await quickbooks.invoice(id);
      const customerId = await quickbooks.customerOfWrite(intent);
      if (invoice.customer.id !== customerId) throw wrongInvoice(id, "is another customer's");
      const [known] = await ports.ledger.invoices({ invoiceIds: [id] });
      const other = known?.links.find(({ dealId }) => dealId !== intent.dealId);
      if (other) throw wrongInvoice(id, `is linked to deal ${other.dealId}`);
      return { kind: "invoice", invoice, traceId: undefined };
    }
    case "send":
      return { kind: "send", invoice: await quickbooks.invoice(id), traceId: undefined };
    case "customer":
    case "customer_update": {
      const { customers } = await quickbooks.lookup({ ...NOTHING, customerIds: [id] });
      const [customer] = customers;
      if (customer) return { kind: intent.kind, customer, traceId: undefined };
      break;
    }
    case "item": {
      const [item] = (await quickbooks.lookup({ ...NOTHING, itemIds: [id] })).items;
      if (item) return { kind: "item", item, traceId: undefined };
      break;
    }
    default:
      throw new PdqbError(
        "refused",
        "Cannot be resolved by hand: pdqb checks this write in QuickBooks itself.",
        {
          reason:
            "It changes one version of an invoice, so two minutes after its sending they show whether it was done.",
          next: [`pdqb pending resolve ${intent.id}`],
        },
      );
  }
  throw new PdqbError("not_found", `The books have nothing with the id ${id}.`);
}

const NOTHING = { customerIds: [], itemIds: [], taxCodes: false, terms: false };

function wrongInvoice(id: string, why: string): PdqbError {
  return new PdqbError("refused", `Not resolved: invoice id:${id} ${why}.`, {
    next: ["Look in QuickBooks which invoice it is, or say --not-created."],
  });
}
