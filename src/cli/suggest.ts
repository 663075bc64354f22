/** The nearest names for a typing error. */

/** At most three names, nearest first: within a third of their length (at least one slip), or beginning with what was typed. */
export function nearest(word: string, names: readonly string[]): string[] {
  const typed = bare(word);
  return [...new Set(names)]
    .map((name) => ({ name, slips: distance(typed, bare(name)) }))
    .filter(({ name, slips }) => {
      const isBeginning = typed.length > 1 && bare(name).startsWith(typed);
      return isBeginning || slips <= Math.max(1, Math.floor(Math.max(bare(name).length, 3) / 3));
    })
    .sort((a, b) => a.slips - b.slips || a.name.localeCompare(b.name))
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Dashes are alike in all flags and would make short ones look near to each other. */
function bare(name: string): string {
  return name.toLowerCase().replace(/^-+/, "");
}

/** `Did you mean a or b?`, or nothing. */
export function didYouMean(names: readonly string[]): string {
  return names.length === 0 ? "" : `Did you mean ${names.join(" or ")}?`;
}

/** Letters changed, put in, left out, or swapped with their neighbour (optimal string alignment). */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const next = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      let slips = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + same,
      );
      const swapped =
        row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) slips = Math.min(slips, (before[column - 2] ?? 0) + 1);
      next.push(slips);
    }
    before = last;
    last = next;
  }
  return last[b.length] ?? 0;
}
