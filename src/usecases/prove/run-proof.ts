/**
 * Asks one assumption after the other, and removes what that made: also after a failure and after Ctrl-C. A kill leaves the journal,
 * and `pdqb prove --clean` goes on from there.
 */
import { PdqbError, ServiceError, type ServiceName } from "../../domain/errors.ts";
import type { Assumption, Cost, ProofResult, ProofRun, WholeCost } from "./assumption.ts";
import type { Lab, Step } from "./bench.ts";
import { openBooks } from "./books.ts";
import { removeMade } from "./clean-up.ts";
import { openDeals } from "./deals.ts";
import { KINDS, type Kind, NotClear, NotPossible } from "./finding.ts";
import { type LabPorts, openLab } from "./lab.ts";

type Options = {
  assumptions: readonly Assumption[];
  usesToken: boolean;
  keep: boolean;
  step: Step;
  progress?(done: number, of: number): void;
};

export async function runProof(ports: LabPorts, options: Options): Promise<ProofRun> {
  const { assumptions, usesToken, step } = options;
  const word = ports.random.text(6);
  const lab = openLab(ports, word, step);
  const benches = { books: openBooks(lab), deals: openDeals(lab, { usesToken }) };
  await ports.proofJournal.begin(word, [...new Set(assumptions.map((one) => one.service))]);
  const results: ProofResult[] = [];
  let stopped: PdqbError | null = null;
  let bug: unknown;
  for (const assumption of assumptions) {
    options.progress?.(results.length, assumptions.length);
    try {
      results.push(await step(() => asked(assumption, benches)));
    } catch (error) {
      if (error instanceof PdqbError) stopped = error;
      else bug = error;
      break;
    }
  }
  const settled = !(stopped instanceof ServiceError && stopped.fate === "unclear");
  const { left, uncleaned } = options.keep
    ? { left: [], uncleaned: null }
    : await cleaned(ports, lab, settled);
  if (bug !== undefined) throw bug;
  return { results, usage: lab.usage, left, stopped, uncleaned, settled };
}

/** What was found out counts although a service is out of reach when it is cleaned up; the journal keeps what is left. */
async function cleaned(
  ports: LabPorts,
  lab: Lab,
  settled: boolean,
): Promise<Pick<ProofRun, "left" | "uncleaned">> {
  const unsettled = settled ? [] : [lab.word];
  try {
    return { left: await removeMade(ports, lab, [lab.word], { unsettled }), uncleaned: null };
  } catch (error) {
    if (!(error instanceof PdqbError)) throw error;
    const proofs = await ports.proofJournal.read();
    const made = proofs.filter(({ word }) => word === lab.word).flatMap((proof) => proof.made);
    return { left: made.map((one) => ({ ...one, why: error.message })), uncleaned: error };
  }
}

type Benches = { books: ReturnType<typeof openBooks>; deals: ReturnType<typeof openDeals> };

async function asked(assumption: Assumption, { books, deals }: Benches): Promise<ProofResult> {
  const { id, expected, others } = assumption;
  const none = { practice: null, pdqb: null };
  try {
    const { reading, seen } = await (assumption.service === "quickbooks"
      ? assumption.experiment(books)
      : assumption.experiment(deals));
    const isForeseen = reading === expected || others === "any" || others.includes(reading);
    if (!isForeseen) return { id, outcome: "unclear", seen, reading: null, setting: none };
    const outcome = reading === expected ? "holds" : "other";
    return { id, outcome, seen, reading, setting: settingsOf(assumption, reading) };
  } catch (error) {
    const result = { id, reading: null, setting: none };
    if (error instanceof NotPossible)
      return { ...result, outcome: "not_possible", seen: error.message };
    if (error instanceof NotClear) return { ...result, outcome: "unclear", seen: error.message };
    throw error;
  }
}

function settingsOf({ practice, chooses }: Assumption, value: string): ProofResult["setting"] {
  return {
    practice: practice === undefined ? null : { name: practice, value },
    pdqb: chooses === undefined ? null : { name: chooses, value },
  };
}

/** What all experiments of a service share. */
const SHARED: Record<ServiceName, Cost> = {
  quickbooks: { customers: 1, items: 1, invoices: 1, calls: 1 },
  pipedrive: { products: 1, calls: 0 },
};

/** A list, and nothing costs more but searches and what v1 lists. */
const TOKENS_OF_CALL = 10;

/** Shown before anything is done. */
export function costOf(assumptions: readonly Assumption[]): WholeCost {
  const costsOf = (service: ServiceName) => {
    const own = assumptions.filter((one) => one.service === service);
    return own.length === 0 ? [] : [SHARED[service], ...own.map(({ cost }) => cost)];
  };
  const [books, deals] = [costsOf("quickbooks"), costsOf("pipedrive")];
  const all = [...books, ...deals];
  const total = (costs: readonly Cost[], of: (cost: Cost) => number) =>
    costs.reduce((sum, cost) => sum + of(cost), 0);
  const made = KINDS.map((kind) => [kind, total(all, (cost) => cost[kind] ?? 0)]);
  return {
    ...(Object.fromEntries(made) as Record<Kind, number>),
    calls: total(all, ({ calls }) => calls),
    metered: total(books, ({ calls }) => calls),
    tokens: total(deals, ({ calls, tokens }) => tokens ?? calls * TOKENS_OF_CALL),
    minutes: assumptions.reduce((sum, { minutes = 0 }) => sum + minutes, 0),
  };
}
