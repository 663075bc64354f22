/** Proofs over the practice services, whose clock stands in for the waiting, and every reading that they can take. */
import { pipedriveSettings } from "../../src/practice/pipedrive/settings.ts";
import { quickbooksSettings } from "../../src/practice/quickbooks/settings.ts";
import type { Assumption, ProofRun } from "../../src/usecases/prove/assumption.ts";
import { ASSUMPTIONS } from "../../src/usecases/prove/registry.ts";
import { runProof } from "../../src/usecases/prove/run-proof.ts";
import { type Books, openPractice } from "./practice.ts";
import { steer } from "./practice-control.mjs";
import type { Home } from "./run.ts";
import { openWorld, type World } from "./world.ts";

export type Laboratory = {
  books: Books;
  world: World;
  prove(assumptions?: readonly Assumption[], how?: { keep: boolean }): Promise<ProofRun>;
};

/** Waiting moves the clocks of the services and of the proof, and takes no time. */
export async function openLaboratory(home: Home, company?: string): Promise<Laboratory> {
  const books = await openPractice(home, company === undefined ? {} : { company });
  const waited = { ms: 0, movedMs: 0 };
  const world = await openWorld(home, () => waited.ms);
  world.ports.clock.sleep = async (ms) => {
    waited.ms += ms;
  };
  const { probe } = world.ports;
  world.ports.probe = {
    async ask(request) {
      const advanceSeconds = (waited.ms - waited.movedMs) / 1000;
      waited.movedMs = waited.ms;
      if (advanceSeconds > 0)
        await steer(home.path, "clock", {
          method: "POST",
          body: JSON.stringify({ advanceSeconds }),
        });
      return probe.ask(request);
    },
  };
  const prove: Laboratory["prove"] = (assumptions = ASSUMPTIONS, { keep } = { keep: false }) =>
    runProof(world.ports, {
      ...{ assumptions, keep, step: (work) => work() },
      usesToken: world.profile.pipedrive.method === "token",
    });
  return { books, world, prove };
}

export const SETTINGS: Record<string, { default: string; about: string }> = {
  ...quickbooksSettings,
  ...pipedriveSettings,
};

/** A setting of the practice services that is turned. */
export type Turn = {
  id: string;
  practice: string;
  value: string;
  /** What has to be so beside it for the experiment to be possible. */
  with?: Record<string, string>;
};

/** Values of settings that take any figure or word. */
const ANY: Record<string, string[]> = {
  "quickbooks.requestid_hours": ["0.5"],
  "quickbooks.query_lag_seconds": ["2"],
  "quickbooks.void_word": ["Annullato"],
  "quickbooks.custom_field_length": ["60", "20"],
  "pipedrive.search_lag_seconds": ["0"],
};

const WITH: Record<string, Record<string, string>> = {
  "quickbooks.auto_generate": { "quickbooks.custom_txn_numbers": "on" },
  "quickbooks.closed_books": { "quickbooks.book_close_date": "2020-01-31" },
  "pipedrive.discount_tax": { "pipedrive.value_tax": "included" },
  "pipedrive.installments_refusal": { "pipedrive.plan": "lite" },
};

const turnsOf = ({ id, practice, expected, others }: Assumption): Turn[] => {
  if (practice === undefined) return [];
  const values = others === "any" ? (ANY[practice] ?? []) : others;
  const extra = WITH[practice];
  return values
    .filter((value) => value !== expected)
    .map((value) => ({ id, practice, value, ...(extra && { with: extra }) }));
};

const ALL = ASSUMPTIONS.flatMap(turnsOf);
/** Those that need books of the US, or a profile with an API token; those that need books of Quebec; and all others. */
const IN_US = ["Q15", "P18"];
const IN_QUEBEC = ["Q67"];
const of = (ids: string[]) => ALL.filter(({ id }) => ids.includes(id));
export const ELSEWHERE = { us: of(IN_US), canadian: of(IN_QUEBEC) };
export const TURNS = ALL.filter(({ id }) => ![...IN_US, ...IN_QUEBEC].includes(id));

/** Whether the practice services say that they take the value. */
export function takes(practice: string, value: string): boolean {
  const about = SETTINGS[practice]?.about ?? "";
  return ANY[practice]?.includes(value) === true || new RegExp(`\\b${value}\\b`).test(about);
}

/** Whether the result names the setting as it was turned; the services count a lag in whole seconds. */
export function isFound({ practice, value }: Turn, { results }: ProofRun): boolean {
  const named = results.flatMap(({ setting }) => setting.practice ?? []);
  const found = named.find(({ name }) => name === practice)?.value;
  if (practice !== "quickbooks.query_lag_seconds") return found === value;
  return [1, 2, 3].includes(Number(found)) && value === "2";
}

/** A number that is accepted twice says nothing of a deleted one, and a small plan nothing of installments. */
const HIDES: Record<string, (set: Record<string, string>) => boolean> = {
  "quickbooks.deleted_numbers": (set) => set["quickbooks.duplicate_numbers"] === "accept",
  "pipedrive.installments_ids": (set) => set["pipedrive.plan"] === "lite",
};

/** Whether the setting is turned so in the set, and nothing else of it hides that. */
export function isShown({ practice, value }: Turn, set: Record<string, string>): boolean {
  return set[practice] === value && !HIDES[practice]?.(set);
}

/** All of them as the practice services begin. */
export const STANDARD: Record<string, string> = Object.fromEntries(
  TURNS.flatMap(({ practice, with: extra = {} }) => [practice, ...Object.keys(extra)]).map(
    (name) => [name, SETTINGS[name]?.default ?? ""],
  ),
);
