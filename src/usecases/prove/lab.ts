/** What experiments at both services share: the word of the run, names that carry it, the journal, and the count of what was asked. */
import type { Probe, ProbeReply, ProbeRequest, ProofJournal } from "../../ports/probe.ts";
import type { Clock, Random } from "../../ports/system.ts";
import type { Lab, Step } from "./bench.ts";
import type { Kind, Usage } from "./finding.ts";

export type LabPorts = { probe: Probe; proofJournal: ProofJournal; clock: Clock; random: Random };

/** Every name begins with it, so that whatever is left can be found. */
export const PREFIX = "pdqb proof";

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
