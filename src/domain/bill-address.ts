/** From Pipedrive's address to QuickBooks' (reference/pipedrive.md 6.3): parts where geocoding gave them, else the text as typed. */
import type { BillAddress } from "./books.ts";
import type { PipedriveAddress } from "./deal.ts";

const LINE_MAX = 500;
const LINES_MAX = 5;

/** A city or a postcode is never guessed out of a text. Null for an empty address. */
export function billAddress(address: PipedriveAddress): BillAddress | null {
  if (address.locality === null && address.postalCode === null) return textAddress(address.text);
  const lines = [street(address), address.subpremise].filter((line) => line !== null);
  return {
    lines,
    city: address.locality,
    region: address.region,
    postalCode: address.postalCode,
    country: address.country,
  };
}

/** Whether the house number stands before or after the street depends on the country: the text as typed knows. */
function street(address: PipedriveAddress): string | null {
  const { route, streetNumber } = address;
  const typed = address.text.split(",")[0]?.trim() ?? "";
  const holdsBoth = typed.includes(route ?? "") && typed.includes(streetNumber ?? "");
  if (typed && holdsBoth && (route || streetNumber)) return typed;
  const built = [route, streetNumber].filter(Boolean).join(" ");
  return built || null;
}

/** Lays a text out over at most five lines, at its line breaks, else at its commas; what does not fit stays on the last line. */
export function textAddress(text: string): BillAddress | null {
  const breaks = /[\r\n]/.test(text) ? /\r?\n|\r/ : /,/;
  const pieces = text
    .split(breaks)
    .map((piece) => piece.trim())
    .filter(Boolean);
  if (pieces.length === 0) return null;
  const lines = pieces.slice(0, LINES_MAX - 1);
  const rest = pieces.slice(LINES_MAX - 1).join(", ");
  if (rest) lines.push(rest);
  return { lines, city: null, region: null, postalCode: null, country: null };
}

/** The first part of an address that QuickBooks would refuse for its length, or undefined (reference 4.3). */
export function addressTooLong(address: BillAddress): string | undefined {
  if (address.lines.some((line) => line.length > LINE_MAX)) return "a line of over 500 characters";
  if (address.lines.join("").length > 2000) return "over 2,000 characters";
  if ((address.postalCode ?? "").length > 30) return "a postcode of over 30 characters";
  const parts = [address.city, address.region, address.country];
  return parts.some((part) => (part ?? "").length > 255)
    ? "a part of over 255 characters"
    : undefined;
}

/** For people: one line of text each. */
export function addressLines(address: BillAddress): string[] {
  const town = [address.postalCode, address.city, address.region].filter(Boolean).join(" ");
  return [...address.lines, town, address.country ?? ""].filter(Boolean);
}
