/** Assumptions and results, as people and programs read them. */
import { type Answer, tableOf } from "../../cli/answer.ts";
import type { Column } from "../../cli/table.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import type { Assumption } from "../../usecases/prove/assumption.ts";
import type { Leftover } from "../../usecases/prove/clean-up.ts";
import { KINDS } from "../../usecases/prove/finding.ts";
import type { costOf, ProofResult, ProofRun } from "../../usecases/prove/run-proof.ts";

const ASSUMPTION_COLUMNS: readonly Column<Assumption>[] = [
  { key: "id", title: "Id", value: ({ id }) => id },
  { key: "sure", title: "How sure", value: ({ sure }) => sure },
  { key: "sentence", title: "Assumption", value: ({ sentence }) => sentence, grow: true },
];

export function assumptionsAnswer(assumptions: readonly Assumption[]): Answer {
  return {
    json: {
      assumptions: assumptions.map(({ id, service, sentence, source, sure, because }) => ({
        ...{ id, service, sentence, source, sure, because },
      })),
    },
    table: tableOf(assumptions, ASSUMPTION_COLUMNS),
  };
}

type ResultRow = ProofResult & { sentence: string };

const OUTCOMES: Record<ProofResult["outcome"], string> = {
  holds: "holds",
  other: "other",
  unclear: "unclear",
  not_possible: "not possible",
};

const RESULT_COLUMNS: readonly Column<ResultRow>[] = [
  { key: "id", title: "Id", value: ({ id }) => id },
  { key: "outcome", title: "Outcome", value: ({ outcome }) => OUTCOMES[outcome] },
  { key: "sentence", title: "Assumption", value: ({ sentence }) => sentence, grow: true },
  { key: "seen", title: "What was seen", value: ({ seen }) => seen, grow: true },
];

export function resultsAnswer(
  { results, usage, left, settled }: ProofRun,
  assumptions: readonly Assumption[],
): Answer {
  const sentences = new Map(assumptions.map(({ id, sentence }) => [id, sentence]));
  const rows = results.map((result) => ({ ...result, sentence: sentences.get(result.id) ?? "" }));
  const made = Object.values(usage.made).reduce((sum, count) => sum + count, 0);
  const { calls, metered, tokens } = usage;
  return {
    json: {
      results: results.map(({ id, outcome, seen, setting }) => ({ id, outcome, seen, setting })),
      ...{ made, left, settled, calls, metered, tokens },
    },
    table: tableOf(rows, RESULT_COLUMNS),
    note: `${made} things were made, ${left.length} of them are left; ${calls} requests.`,
  };
}

/** What is about to be made and asked, at most. */
export function costText(
  cost: ReturnType<typeof costOf>,
  count: number,
  profile: PinnedProfile,
): string {
  const made = KINDS.filter((kind) => cost[kind] > 0).map((kind) => `${cost[kind]} ${kind}`);
  const { quickbooks, pipedrive, environment } = profile;
  return `${count} assumptions will be tried in ${quickbooks.companyName} and ${pipedrive.companyName} (${environment}).
They make at most ${made.join(", ") || "nothing"}, with at most ${cost.calls} requests and as many again to remove them.${
    cost.minutes > 0 ? `\nThey wait ${cost.minutes} minutes.` : ""
  }`;
}

export function leftText(left: readonly Leftover[]): string {
  return left
    .map(({ service, kind, id, why }) => `${service}: ${kind} ${id} is left (${why}).\n`)
    .join("");
}
