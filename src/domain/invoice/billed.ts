/** What an invoice bills of its deal: kept with its link, so that the next part knows what is left (docs/design.md 7 and 9). */
import type { DealLineId } from "../ids.ts";
import { type Decimal, decimal, sum } from "../money/money.ts";
import { foundPart } from "./marker.ts";

/** Net amounts by deal line, the discount of the whole taken off; lines that are not on the deal do not count. */
export type Billed = {
  /** The part in words, such as `30 %`; null for the whole deal. */
  share: string | null;
  lines: { lineId: DealLineId; net: Decimal }[];
  /** What was asked for, as `requestText` writes it; absent where an earlier version made the link. */
  request?: string;
  /** Net of the whole deal when this was billed. */
  dealNet?: Decimal;
  /** A cycle of recurring lines: further ones will fall due. */
  recurs?: boolean;
};

/** A live invoice of the deal. `billed` is null where it is not known, as for an invoice made elsewhere. */
export type BilledPart = {
  /** Its number, or `id:` and its id. */
  invoice: string;
  part: string;
  billed: Billed | null;
};

export function billedText({ share, lines, request, dealNet, recurs }: Billed): string {
  return JSON.stringify({
    share,
    lines: lines.map(({ lineId, net }) => [lineId, net.toFixed()]),
    request,
    dealNet: dealNet?.toFixed(),
    recurs,
  });
}

/** Throws on text that `billedText` did not write. */
export function parseBilled(text: string): Billed {
  const { share, lines, request, dealNet, recurs } = JSON.parse(text) as {
    share: string | null;
    lines: [number, string][];
    request?: string;
    dealNet?: string;
    recurs?: boolean;
  };
  return {
    share,
    lines: lines.map(([lineId, net]) => ({ lineId, net: decimal(net) })),
    ...(request === undefined ? {} : { request }),
    ...(dealNet === undefined ? {} : { dealNet: decimal(dealNet) }),
    ...(recurs === undefined ? {} : { recurs }),
  };
}

/** Net billed of one deal line over all parts. Later cycles of a recurring line are beyond the deal's first, so they do not count. */
export function billedOf(lineId: DealLineId, parts: BilledPart[]): Decimal {
  return sum(
    parts
      .filter(({ part }) => !isLaterCycle(part))
      .flatMap(({ billed }) => billed?.lines.filter((line) => line.lineId === lineId) ?? [])
      .map(({ net }) => net),
  );
}

/** Net billed of lines that the deal no longer has: it is taken off what is left of the others. */
export function billedOfRemoved(lineIds: DealLineId[], parts: BilledPart[]): Decimal {
  return sum(
    parts
      .filter(({ part }) => !isLaterCycle(part))
      .flatMap(
        ({ billed }) => billed?.lines.filter(({ lineId }) => !lineIds.includes(lineId)) ?? [],
      )
      .map(({ net }) => net),
  );
}

export const laterCycle = (cycle: number) => `cycle:${cycle}`;

/** Also where the part is known by its code alone, as of an invoice that was found by its marker. */
export function isLaterCycle(part: string): boolean {
  if (!part.startsWith("~")) return part.startsWith("cycle:");
  codesOfCycles ??= new Set(
    Array.from({ length: CYCLES_MAX - 1 }, (_, index) => foundPart(laterCycle(index + 2))),
  );
  return codesOfCycles.has(part);
}

/** Weekly ones of twenty years. */
const CYCLES_MAX = 1_040;
let codesOfCycles: Set<string> | undefined;

export const sharePart = (number: number) => `share:${number}`;

/** A value may hold tax: what is net of it was known when it was billed, and has grown since as the value has. */
export function netNow(value: Decimal, valueThen: string | null, netThen: Decimal | null): Decimal {
  if (netThen === null || valueThen === null) return value;
  const then = decimal(valueThen);
  if (then.equals(value)) return netThen;
  return then.isZero() ? value : netThen.times(value).dividedBy(then).toDecimalPlaces(2);
}
