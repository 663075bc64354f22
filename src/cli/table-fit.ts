/** Which columns of a table a terminal has room for, and how wide each is. */
import { width } from "./text.ts";

export const GROW_WIDTH_MIN = 8;
/** A text that is cut to less says little: before that, columns that can be missed are left out. */
const GROW_WIDTH_READABLE = 16;

type Fitted = {
  column: { title: string; grow?: boolean | "last"; optional?: boolean };
  cells: readonly string[];
};

/** `widths` is undefined where even the narrowest table is wider than the terminal. */
export function fitColumns<T extends Fitted>(
  all: readonly T[],
  available: number,
  gap: number,
): { shown: T[]; widths: number[] | undefined } {
  const full = new Map(all.map((one) => [one, fullWidth(one)]));
  let shown = [...all];
  const room = () => available - gap * (shown.length - 1);
  const needed = () =>
    sumOf(shown.map((one) => Math.min(full.get(one) ?? 0, readableWidth(one.column))));
  while (needed() > room()) {
    const missed = leastMissed(shown);
    if (missed === undefined) break;
    shown = shown.filter((one) => one !== missed);
  }
  const widths = shown.map((one) => full.get(one) ?? 0);
  return { shown, widths: shrink(widths, shown, room()) };
}

function leastMissed<T extends Fitted>(shown: readonly T[]): T | undefined {
  const optional = shown.filter(({ column }) => column.optional).reverse();
  const isConstant = ({ cells }: Fitted) => cells.every((cell) => cell === cells[0]);
  return optional.find(isConstant) ?? optional[0];
}

function readableWidth({ grow }: Fitted["column"]): number {
  return grow === true ? GROW_WIDTH_READABLE : Number.POSITIVE_INFINITY;
}

function shrink(
  widths: readonly number[],
  shown: readonly Fitted[],
  room: number,
): number[] | undefined {
  const fitted = [...widths];
  const widest = (grow: boolean | "last") =>
    fitted.reduce(
      (best, one, index) =>
        shown[index]?.column.grow === grow && one > GROW_WIDTH_MIN && one > (fitted[best] ?? 0)
          ? index
          : best,
      -1,
    );
  for (let surplus = sumOf(fitted) - room; surplus > 0; surplus -= 1) {
    const first = widest(true);
    const index = first === -1 ? widest("last") : first;
    if (index === -1) return undefined;
    fitted[index] = (fitted[index] ?? 0) - 1;
  }
  return fitted;
}

/** Of its widest cell, or its title. */
export function fullWidth({ column, cells }: Fitted): number {
  return cells.reduce((widest, cell) => Math.max(widest, width(cell)), width(column.title));
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
