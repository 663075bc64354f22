/** Whether two addresses say the same, however they are laid out. */
import type { BillAddress } from "./books.ts";
import { countryCode } from "./countries.ts";
import { regionCode } from "./regions.ts";

/** Compared by their words in any order. A country counts where both name one, in whatever language or code. */
export function sameAddress(one: BillAddress, other: BillAddress): boolean {
  const [first, second] = [parted(one), parted(other)];
  const isElsewhere =
    first.country !== undefined && second.country !== undefined && first.country !== second.country;
  return !isElsewhere && first.words === second.words;
}

/** A text that went as typed may end with its country. */
function parted({ lines, city, region, postalCode, country }: BillAddress) {
  const last = country === null ? countryCode(lines.at(-1) ?? null) : undefined;
  const code = countryCode(country) ?? last ?? country?.toLowerCase();
  const kept = last === undefined ? lines : lines.slice(0, -1);
  const words = [...kept, city, regionCode(code, region), postalCode]
    .filter((part) => part !== null)
    .flatMap((part) => part.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  return { country: code, words: words.sort().join(" ") };
}
