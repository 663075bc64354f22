/** Assumptions and results, as people and programs read them. */

import type { Answer } from "../../cli/answer.ts";
import { type Column, tableOf } from "../../cli/column.ts";
import { counted } from "../../domain/counted.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import type {
  Claim,
  Leftover,
  ProofResult,
  ProofRun,
  WholeCost,
} from "../../usecases/prove/assumption.ts";
import { KINDS, type Kind } from "../../usecases/prove/finding.ts";

/** `1 customer, 2 invoices`: what an experiment, or all of them, make at most. */
function madeText(cost: Partial<Record<Kind, number>>): string {
  const made = KINDS.flatMap((kind) => {
    const count = cost[kind] ?? 0;
    return count > 0 ? [`${count} ${count === 1 ? kind.replace(/s$/, "") : kind}`] : [];
  });
  return made.join(", ") || "nothing";
}

/** For people; pipes and files have all members of the JSON. */
const ASSUMPTION_COLUMNS: readonly Column<Claim>[] = [
  { key: "id", title: "Id", value: ({ id }) => id },
  { key: "sure", title: "How sure", value: ({ sure }) => sure },
  { key: "sentence", title: "Assumption", value: ({ sentence }) => sentence, grow: true },
];

export function assumptionsAnswer(assumptions: readonly Claim[]): Answer {
  const json = {
    assumptions: assumptions.map(({ id, service, sentence, source, sure, because, ...more }) => {
      const { tries, expected, others, chooses = null, cost, minutes = 0 } = more;
      return {
        ...{ id, service, sentence, source, sure, because, experiment: tries },
        ...{ expected, others: others === "any" ? [] : others, setting: chooses },
        ...{ makes: madeText(cost), calls: cost.calls, minutes },
      };
    }),
  };
  const [only, ...more] = assumptions;
  if (only && more.length === 0) return { json, text: () => detailText(only) };
  return {
    json,
    table: tableOf(assumptions, ASSUMPTION_COLUMNS),
    note: "Details of one: pdqb prove --list --only Q43",
  };
}

function detailText(one: Claim): string {
  const { id, sentence, sure, source, because, tries, cost, expected, others, chooses } = one;
  const readings = others === "any" ? "anything else" : others.join(", ");
  return [
    `${id}: ${sentence} (${sure}: ${source})`,
    `Why it matters: ${because}`,
    `Experiment: ${tries}; creates ${madeText(cost)} with at most ${counted(cost.calls, "request")}`,
    `Answers: ${expected} (expected), ${readings}`,
    ...(chooses ? [`The answer sets ${chooses}`] : []),
    "",
  ].join("\n");
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
  assumptions: readonly Claim[],
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
    note: `Created ${made}, left ${left.length}, sent ${counted(calls, "request")}.`,
  };
}

/** What is about to be created and asked, at most. */
export function costText(cost: WholeCost, count: number, profile: PinnedProfile): string {
  const { quickbooks, pipedrive, environment } = profile;
  const asked = [
    ...(cost.metered > 0 ? [`${counted(cost.metered, "request")} to QuickBooks`] : []),
    ...(cost.tokens > 0 ? [`${cost.tokens} of Pipedrive's daily tokens`] : []),
  ];
  return [
    `${counted(count, "assumption")} will be tested in ${quickbooks.companyName} and ${pipedrive.companyName} (${environment}).`,
    `This creates at most ${madeText(cost)}.`,
    `It takes at most ${asked.join(" and ")}, and as many again to clean up.`,
    ...(cost.minutes > 0 ? [`It waits ${counted(cost.minutes, "minute")}.`] : []),
  ].join("\n");
}

export function leftText(left: readonly Leftover[]): string {
  return left
    .map(
      ({ service, kind, id, why }) => `${service}: ${kind} ${id} could not be removed (${why}).\n`,
    )
    .join("");
}
