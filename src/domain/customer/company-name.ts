/** Names of firms, compared as a person would: legal form, case, diacritics, blanks and punctuation do not count. */

/** Letters that Unicode does not take apart into a base and a mark. */
const BASES: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

const LEGAL_FORMS = new Set(
  (
    "ltd limited llc llp lp plc inc incorporated corp corporation co company pc pllc pty pvt private proprietary " +
    "gmbh mbh ag kg kgaa ohg gbr ug ev eg se sa sarl sas sasu eurl snc srl srls spa sl slu sau lda ltda " +
    "bv nv vof cv oy oyj ab abp ky tmi hb kb as asa aps ivs ans da sro kft zrt nyrt doo dd ood eood ad ead sia uab ou ehf hf spzoo"
  ).split(" "),
);
const AND = new Set(["and", "und", "et", "och", "og", "ja", "en", "y"]);

/** The words that tell one firm from another; all of them if none would be left. */
function tellingWords(name: string): string[] {
  const words = plain(name)
    .replace(/\bsp z oo\b/g, "spzoo")
    .trim()
    .split(" ")
    .filter((word, index, all) => index === 0 || index === all.length - 1 || !AND.has(word));
  let [from, to] = [0, words.length];
  while (to > from && LEGAL_FORMS.has(words[to - 1] ?? "")) to -= 1;
  while (from < to && LEGAL_FORMS.has(words[from] ?? "")) from += 1;
  return from < to ? words.slice(from, to) : words;
}

/** Lower case, without marks; dots and apostrophes are gone, other punctuation is a blank. A currency behind the name does not count. */
function plain(name: string): string {
  return name
    .replace(/\s*\([A-Z]{3}\)\s*$/, "")
    .toLowerCase()
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[ßæœøłđðþı]/g, (letter) => BASES[letter] ?? letter)
    .replace(/[.'’`´]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ");
}

export function namesAlike(one: string, other: string): boolean {
  const key = (name: string) => tellingWords(name).join("");
  return key(one) !== "" && key(one) === key(other);
}

const OFTEN_MARKED = /[aeiouycnszl]/;
const VOWEL = /[aeiouy]/;
const FIXED_MIN = 3;

/**
 * A pattern of QuickBooks' `LIKE` (only `%`) that every alike name fits, and few others: the letters that seldom carry a mark, in
 * their order. Undefined where too few are left.
 */
export function likePattern(name: string): string | undefined {
  // A letter with a mark is one that the other name may have without; like a vowel, it is left open.
  const open = name.normalize("NFC").replace(/\p{L}/gu, (letter) => (letter > "z" ? "a" : letter));
  const letters = [...tellingWords(open).join("")];
  const without = (often: RegExp) => letters.filter((letter) => !often.test(letter));
  const strict = without(VOWEL);
  const loose = without(OFTEN_MARKED);
  const fixed = loose.length >= FIXED_MIN ? loose : strict;
  return fixed.length >= FIXED_MIN ? `%${fixed.join("%")}%` : undefined;
}
