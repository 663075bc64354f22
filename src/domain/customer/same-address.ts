/** Whether two addresses say the same, however they are laid out. */
import type { BillAddress } from "../address.ts";
import { countryCode } from "./countries.ts";
import { regionCode } from "./regions.ts";

/** Compared by their words in any order. A country counts where both name one, in whatever language or code. */
export function sameAddress(one: BillAddress, other: BillAddress): boolean {
  const [first, second] = [parted(one), parted(other)];
  const isElsewhere =
    first.country !== undefined && second.country !== undefined && first.country !== second.country;
  return !isElsewhere && first.words === second.words;
}

/** `111 22`, `SW1A 1AA` and `K1A 0B1` are also written without their blank. */
function joinedPostcode(text: string): string {
  return text
    .replace(/\b(\d{2,3})\s+(?=\d{2,3}\b)/g, "$1")
    .replace(/\b([A-Z]{1,2}\d[A-Z\d]?)\s+(?=\d[A-Z]{2}\b)/gi, "$1")
    .replace(/\b([A-Z]\d[A-Z])\s+(?=\d[A-Z]\d\b)/gi, "$1");
}

/** A text that went as typed may end with its country. */
function parted({ lines, city, region, postalCode, country }: BillAddress) {
  const last = country === null ? countryCode(lines.at(-1) ?? null) : undefined;
  const code = countryCode(country) ?? last ?? country?.toLowerCase();
  const kept = last === undefined ? lines : lines.slice(0, -1);
  const words = [...kept, city, regionCode(code, region), postalCode]
    .filter((part) => part !== null)
    .flatMap(
      (part) =>
        joinedPostcode(part)
          .toLowerCase()
          .match(/[\p{L}\p{N}]+/gu) ?? [],
    );
  return { country: code, words: words.sort().join(" ") };
}
