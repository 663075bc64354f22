/**
 * A sign of life on stderr while something takes time: a turning mark and a line of words, wiped away at the end.
 * Only on a terminal that can redraw a line, never with --quiet or --json, never in a log.
 */
import type { GlobalFlags } from "./command.ts";
import { columnsOf, type Io } from "./io.ts";
import { clean, truncate, width } from "./text.ts";

export type Progress = {
  /** Shows `text` while `work` runs; `update` changes it ("Reading invoices: 3,000 of 10,000"). */
  during<T>(text: string, work: (update: (text: string) => void) => Promise<T>): Promise<T>;
  /** The same for work of which nobody knows how long it takes: the seconds so far stand beside it, and `note` behind them. */
  lasting<T>(text: string, note: string, work: () => Promise<T>): Promise<T>;
  /** The same for work that counts: "Reading invoices: 3,000 of 10,000, 8 s left". */
  counting<T>(text: string, work: (count: Count) => Promise<T>): Promise<T>;
};

/** `total` is undefined where nobody knows it. */
type Count = (done: number, total: number | undefined) => void;

/** Short of the 100 ms after which a wait is felt; what is faster never flickers. */
const APPEARS_AFTER_MS = 80;
const FRAME_MS = 120;
const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
/** A terminal writes ^C behind the line when the key is pressed. */
const ECHO_COLUMNS = 4;

/** Nothing is drawn any more once `stop` is aborted: the work may go on, but the program is about to end. */
export function makeProgress(
  io: Io,
  globals: Pick<GlobalFlags, "quiet" | "json">,
  stop?: AbortSignal,
): Progress {
  const isShown = io.errIsTerminal && io.canRedraw && !globals.quiet && !globals.json;
  const during: Progress["during"] = async (text, work) => {
    if (!isShown) return work(() => {});
    const line = startLine(io, text, stop);
    try {
      return await work(line.update);
    } finally {
      line.wipe();
    }
  };
  return {
    during,
    lasting: (text, note, work) =>
      during(`${text} (${note})`, async (update) => {
        const began = performance.now();
        const ticks = setInterval(
          () => update(`${text}, ${Math.round((performance.now() - began) / 1000)} s (${note})`),
          1000,
        );
        ticks.unref();
        try {
          return await work();
        } finally {
          clearInterval(ticks);
        }
      }),
    counting: (text, work) => {
      const began = performance.now();
      return during(text, (update) =>
        work((done, total) =>
          update(`${text}: ${progressText(done, total, performance.now() - began)}`),
        ),
      );
    },
  };
}

/** The time that is left is told only where it is worth knowing, and as it went so far. */
export function progressText(done: number, total: number | undefined, elapsedMs: number): string {
  const number = (count: number) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");
  if (total === undefined) return number(done);
  const leftMs = done === 0 ? 0 : (elapsedMs / done) * (total - done);
  const seconds = Math.round(leftMs / 1000);
  const left =
    seconds < 2
      ? ""
      : seconds < 120
        ? `, ${seconds} s left`
        : `, ${Math.round(seconds / 60)} min left`;
  return `${number(done)} of ${number(total)}${left}`;
}

/** Whatever else is written takes the line's place, and the next frame stands below it. */
function startLine(
  io: Io,
  first: string,
  stop: AbortSignal | undefined,
): { update(text: string): void; wipe(): void } {
  let text = clean(first);
  let frame = 0;
  let isBegun = false;
  let drawn = "";
  const wiping = () => {
    // A terminal that was made narrower has broken the line into rows, and the cursor stands in the last.
    const above = Math.ceil(width(drawn) / columnsOf(io)) - 1;
    drawn = "";
    return above > 0 ? `\r\x1b[${above}A\x1b[J` : "\r\x1b[K";
  };
  const wipe = () => {
    if (drawn !== "") io.err(wiping());
  };
  const draw = () => {
    if (stop?.aborted) return;
    isBegun = true;
    const mark = FRAMES[frame++ % FRAMES.length];
    const line = `${mark} ${truncate(text, columnsOf(io) - 2 - ECHO_COLUMNS)}`;
    io.beforeWriting(undefined);
    io.err(wiping() + line);
    drawn = line;
    io.beforeWriting(wipe);
  };
  let frames: NodeJS.Timeout | undefined;
  const begin = setTimeout(() => {
    draw();
    frames = setInterval(draw, FRAME_MS);
    frames.unref();
  }, APPEARS_AFTER_MS);
  begin.unref();
  return {
    update(next) {
      text = clean(next);
      if (isBegun) draw();
    },
    wipe() {
      clearTimeout(begin);
      clearInterval(frames);
      if (drawn === "") return;
      io.beforeWriting(undefined);
      wipe();
    },
  };
}
