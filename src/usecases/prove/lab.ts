/** What experiments at both services share: the word of the run, names that carry it, the journal, and the count of what was asked. */

import type { ServiceName } from "../../domain/errors.ts";
import type { Ports, ProbeReply, ProbeRequest } from "../../ports.ts";
import type { Kind, Usage } from "./finding.ts";

export type LabPorts = Pick<Ports, "probe" | "proofJournal" | "clock" | "random">;

/** Every name begins with it, so that whatever is left can be found. */
export const PREFIX = "pdqb proof";

/** Members of an answer, unchecked. */
export type Row = Record<string, unknown>;

export type Lab = {
  word: string;
  /** A new name, at most 31 characters. */
  name(): string;
  ask(request: ProbeRequest): Promise<ProbeReply>;
  /** Once no request is under way: an experiment that failed may have left others of its own behind. */
  settled(): Promise<void>;
  /** Notes what was made, in the journal and in the count. */
  note(kind: Kind, made: { service: ServiceName; entity: string; id: string }): Promise<void>;
  count(kind: Kind): void;
  usage: Usage;
  now(): Date;
  sleep(ms: number): Promise<void>;
};

/** Runs a piece of an experiment; throws where the operator has asked to stop. */
export type Step = <T>(work: () => Promise<T>) => Promise<T>;

/** Ctrl-C ends a wait after so long. */
const SLICE_MS = 2_000;

export function openLab(
  { probe, proofJournal, clock }: LabPorts,
  word: string,
  step: Step = (work) => work(),
): Lab {
  const usage: Usage = { made: {}, calls: 0, metered: 0, tokens: 0 };
  let names = 0;
  const underWay = new Set<Promise<ProbeReply>>();
  const count = (kind: Kind) => {
    usage.made[kind] = (usage.made[kind] ?? 0) + 1;
  };
  return {
    word,
    usage,
    count,
    name: () => `${PREFIX} ${word} ${++names}`,
    async ask(request) {
      usage.calls += 1;
      if (request.service === "pipedrive") usage.tokens += tokensOf(request);
      else if (request.method === "GET") usage.metered += 1;
      const reply = probe.ask(request);
      underWay.add(reply);
      try {
        return await reply;
      } finally {
        underWay.delete(reply);
      }
    },
    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
    async note(kind, { service, entity, id }) {
      count(kind);
      await proofJournal.note(word, { service, kind: entity, id });
    },
    now: () => clock.now(),
    async sleep(ms) {
      for (let left = ms; left > 0; left -= SLICE_MS)
        await step(() => clock.sleep(Math.min(left, SLICE_MS)));
    },
  };
}

/** docs/pipedrive.md 9: what a request costs of the company's daily tokens. */
function tokensOf({ method, path }: ProbeRequest): number {
  const factor = path.startsWith("v1/") ? 2 : 1;
  if (path.includes("/search")) return 20 * factor;
  if (method !== "GET") return (method === "DELETE" ? 3 : 5) * factor;
  return (/\d+$/.test(path) ? 1 : 10) * factor;
}

/** A member that is an object; an empty one where it is not. */
export function rowAt(row: unknown, member: string): Row {
  const value = isRow(row) ? row[member] : undefined;
  return isRow(value) ? value : {};
}

export function rowsAt(row: unknown, member: string): Row[] {
  const value = isRow(row) ? row[member] : undefined;
  return Array.isArray(value) ? value.filter(isRow) : [];
}

export function textAt(row: unknown, member: string): string {
  const value = isRow(row) ? row[member] : undefined;
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

export function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
