/** Whether a product and its item have names without a word in common: not wrong, but worth a look before it is billed. */

const WORD = /[\p{L}\p{N}]+/gu;
/** `Hours` and `Hour`, `Panel` and `Panels`: the beginning decides. */
const STEM = 4;

const stems = (name: string) =>
  new Set(Array.from(name.toLowerCase().matchAll(WORD), ([word]) => word.slice(0, STEM)));

export function areUnlike(product: string, item: string): boolean {
  const [one, other] = [stems(product), stems(item)];
  return one.size > 0 && other.size > 0 && ![...one].some((stem) => other.has(stem));
}
