/**
 * The last line of an invoice's private note, by which pdqb finds its own invoice again: `pdqb 123/1 k7m2q9xw` is
 * deal, generation, two characters for the Pipedrive company, six random ones. It shows on statements, so it is short.
 */
import type { InvoiceKey } from "./invoice-plan.ts";

const PATTERN = /\bpdqb (\d+)\/(\d+) ([a-z0-9]{2})([a-z0-9]{6})\b/g;

export type Marker = { dealId: number; generation: number; company: string; random: string };

/** `random` must be six characters of `a-z0-9`. */
export function markerText(key: InvoiceKey, pipedriveCompany: string, random: string): string {
  return `pdqb ${key.dealId}/${key.generation} ${companyCode(pipedriveCompany)}${random}`;
}

/** The last marker in a private note: a void writes its word in front of it. */
export function findMarker(privateNote: string): Marker | undefined {
  const match = [...privateNote.matchAll(PATTERN)].at(-1);
  if (!match) return undefined;
  const [, deal, generation, company, random] = match;
  return {
    dealId: Number(deal),
    generation: Number(generation),
    company: company ?? "",
    random: random ?? "",
  };
}

/** Whether a private note holds exactly this marker. */
export function holdsMarker(privateNote: string, marker: string): boolean {
  return [...privateNote.matchAll(PATTERN)].some(([text]) => text === marker);
}

/** Two characters that stand for a Pipedrive company: FNV-1a over its id, in base 36. */
export function companyCode(pipedriveCompany: string): string {
  let hash = 0x811c9dc5;
  for (const character of pipedriveCompany) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return (hash % 1296).toString(36).padStart(2, "0");
}
