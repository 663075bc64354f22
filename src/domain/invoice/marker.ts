/**
 * The last line of an invoice's private note, by which pdqb finds its own invoice again: `pdqb 123/1 k7m2q9xw` is
 * deal, generation, two characters for the Pipedrive company, six random ones; a part of a deal has its code after the
 * generation (`pdqb 123/1/4fd2a k7m2q9xw`; in markers of earlier versions it has three characters). It shows on
 * statements, so it is short.
 */

const PATTERN = /\bpdqb (\d+)\/(\d+)(?:\/([a-z0-9]{5}|[a-z0-9]{3}))? ([a-z0-9]{2})([a-z0-9]{6})\b/g;
export const WHOLE_DEAL = "1";
const CODE_LENGTH = 5;
const OLD_CODE_LENGTH = 3;

export type Marker = {
  /** As it stands in the note. */
  text: string;
  dealId: number;
  generation: number;
  /** `partCode` of the part; empty for the whole deal. */
  part: string;
  company: string;
  random: string;
};

/** Names one invoice of a deal (docs/design.md 7): the same key is the same invoice. `part`: itself, not its code. */
export type InvoiceKey = Pick<Marker, "dealId" | "generation" | "part">;

export function keyText(key: InvoiceKey): string {
  return `invoice/${key.dealId}/${key.part}/${key.generation}`;
}

/** `key`: with the part itself, not its code. `random` must be six characters of `a-z0-9`. */
export function markerText(key: InvoiceKey, pipedriveCompany: string, random: string): string {
  const part = partCode(key.part);
  const name = `${key.dealId}/${key.generation}${part && `/${part}`}`;
  return `pdqb ${name} ${companyCode(pipedriveCompany)}${random}`;
}

/** The last marker in a private note: a void writes its word in front of it. */
export function findMarker(privateNote: string): Marker | undefined {
  const match = [...privateNote.matchAll(PATTERN)].at(-1);
  if (!match) return undefined;
  const [text, deal, generation, part, company, random] = match;
  return {
    text,
    dealId: Number(deal),
    generation: Number(generation),
    part: part ?? "",
    company: company ?? "",
    random: random ?? "",
  };
}

/** Whether a private note holds exactly this marker. */
export function holdsMarker(privateNote: string, marker: string): boolean {
  return [...privateNote.matchAll(PATTERN)].some(([text]) => text === marker);
}

/** Two characters that stand for a Pipedrive company. */
export function companyCode(pipedriveCompany: string): string {
  return shortHash(pipedriveCompany, 2);
}

/** Five characters that stand for a part of a deal; none for the whole. */
function partCode(part: string, length = CODE_LENGTH): string {
  return part === WHOLE_DEAL ? "" : shortHash(part, length);
}

/** A part of which only the marker's code is known. */
export const storedPart = (code: string) => (code === "" ? WHOLE_DEAL : `~${code}`);

/** A part as it is known to whoever finds its invoice by the marker. */
export const foundPart = (part: string) => storedPart(partCode(part));

/** Whether a link's part is this one; one that was found by its marker is known by its code alone. */
export function isPart(stored: string, part: string): boolean {
  if (stored === part) return true;
  if (part === WHOLE_DEAL || !stored.startsWith("~")) return false;
  const length = stored.length - 1 === OLD_CODE_LENGTH ? OLD_CODE_LENGTH : CODE_LENGTH;
  return stored === `~${partCode(part, length)}`;
}

/** FNV-1a in base 36. */
function shortHash(text: string, characters: number): string {
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return (hash % 36 ** characters).toString(36).padStart(characters, "0");
}
