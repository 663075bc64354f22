/** From Pipedrive's address to QuickBooks' (docs/pipedrive.md 6.3): parts where geocoding gave them, else the text as typed. */
import type { BillAddress } from "../address.ts";
import type { FieldSources, FieldValue, PipedriveAddress } from "../deal/deal.ts";
import { mappedValue } from "../deal/field-mapping.ts";
import type { FieldMapping } from "../deal/mapping.ts";
import { countryCode } from "./countries.ts";
import { regionCode } from "./regions.ts";

const LINE_MAX = 500;
const LINES_MAX = 5;

/** Where the house number stands before the street. */
const NUMBER_FIRST = new Set(
  "US CA GB IE IM JE GG AU NZ FR LU MC IN ZA SG HK MY PH IL EG MA TN DZ LK PK KE NG GH".split(" "),
);
/** Where the postcode stands behind the town. */
const POSTCODE_LAST = new Set(
  "US CA GB IE IM JE GG AU NZ IN ZA SG HK PH KE NG GH TH TW".split(" "),
);

/** The address that the mapping gives; null where it gives none. */
export function mappedAddress(
  { address }: Pick<FieldMapping, "address">,
  sources: FieldSources,
): BillAddress | null {
  const value = mappedValue(address, sources);
  return value ? valueAddress(value) : null;
}

/** A field of Pipedrive as an address, whether it has parts or is a text. */
export function valueAddress(value: FieldValue): BillAddress | null {
  return value.address ? billAddress(value.address) : textAddress(value.text);
}

/** A city or a postcode is never guessed out of a text. Null for an empty address. */
export function billAddress(address: PipedriveAddress): BillAddress | null {
  if (address.locality === null && address.postalCode === null) return textAddress(address.text);
  return {
    lines: overLines(streetLines(address)),
    city: address.locality,
    region: regionCode(countryCode(address.country), address.region),
    postalCode: address.postalCode,
    country: address.country,
  };
}

/** Whether it went as typed: no part of it is known to be the city or the postcode. */
export function isAsTyped({ city, postalCode }: BillAddress): boolean {
  return city === null && postalCode === null;
}

/** What was typed before the town, where it holds the street and the number; else both in the order of the country. */
function streetLines(address: PipedriveAddress): string[] {
  const { route, streetNumber, subpremise, sublocality } = address;
  const typed = typedBeforeTown(address);
  const holds = (part: string | null) => part === null || hasWords(typed.join(" "), part);
  if (typed.length > 0 && holds(route) && holds(streetNumber))
    return holds(subpremise) ? typed : [...typed, subpremise ?? ""];
  const isFirst = NUMBER_FIRST.has(countryCode(address.country) ?? "");
  const street = (isFirst ? [streetNumber, route] : [route, streetNumber]).filter(Boolean);
  return [street.join(" "), subpremise ?? "", sublocality ?? ""].filter(Boolean);
}

/** The pieces of the text before the one that names the town; none where no piece does, since then it is not clear which is what. */
function typedBeforeTown({
  text,
  locality,
  postalCode,
  country,
  route,
}: PipedriveAddress): string[] {
  const pieces = piecesOf(text);
  const isTown = (piece: string) =>
    [locality, postalCode].some((part) => part !== null && hasWords(piece, part));
  const town = pieces.findIndex(isTown);
  if (town >= 0) return pieces.slice(0, town);
  return route === null
    ? pieces.filter((piece) => countryCode(piece) !== countryCode(country))
    : [];
}

/** Lays a text out over at most five lines, at its line breaks, else at its commas; what does not fit stays on the last line. */
export function textAddress(text: string): BillAddress | null {
  const lines = overLines(piecesOf(text));
  if (lines.length === 0) return null;
  return { lines, city: null, region: null, postalCode: null, country: null };
}

function piecesOf(text: string): string[] {
  const breaks = /[\r\n]/.test(text) ? /\r?\n|\r/ : /,/;
  return text
    .split(breaks)
    .map((piece) => piece.trim())
    .filter(Boolean);
}

function overLines(pieces: string[]): string[] {
  const lines = pieces.slice(0, LINES_MAX - 1);
  const rest = pieces.slice(LINES_MAX - 1).join(", ");
  return rest ? [...lines, rest] : lines;
}

/** Whole words: the `1` of a house number is not in `12`. */
function hasWords(text: string, words: string): boolean {
  const plain = (one: string) =>
    ` ${one
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim()} `;
  return plain(text).includes(plain(words));
}

/** The first part of an address that QuickBooks would refuse for its length, or undefined (docs/quickbooks.md 4.3). */
export function addressTooLong(address: BillAddress): string | undefined {
  if (address.lines.some((line) => line.length > LINE_MAX)) return "a line of over 500 characters";
  if (address.lines.join("").length > 2000) return "over 2,000 characters";
  if ((address.postalCode ?? "").length > 30) return "a postcode of over 30 characters";
  const parts = [address.city, address.region, address.country];
  return parts.some((part) => (part ?? "").length > 255)
    ? "a part of over 255 characters"
    : undefined;
}

/** For people: one line of text each, the town's in the order of the country. */
export function addressLines(address: BillAddress): string[] {
  const { city, region, postalCode, country } = address;
  const isLast = POSTCODE_LAST.has(countryCode(country) ?? "");
  const town = isLast ? [city, region, postalCode] : [postalCode, city, region];
  return [...address.lines, town.filter(Boolean).join(" "), country ?? ""].filter(Boolean);
}
