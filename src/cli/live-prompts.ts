/**
 * Two questions that inquirer does not have as they are needed here, made of its own parts: one that a single key answers, and a
 * search whose list goes round, may have headings, and says what to do where nothing matches. Both break lines between words.
 */
import {
  createPrompt,
  isDownKey,
  isEnterKey,
  isTabKey,
  isUpKey,
  makeTheme,
  Separator,
  type Theme,
  useEffect,
  useKeypress,
  usePagination,
  usePrefix,
  useState,
} from "@inquirer/core";
import { counted } from "../domain/counted.ts";
import { truncate, width, wrap } from "./text.ts";

/** The terminal's width at this moment. */
type Sized = { columns(): number };

type KeyChoice = { key: string; name: string; value: unknown };

/** Answered by the key alone. Enter takes `default`; without one it does nothing, so that no habit answers for a person. */
export const keyPrompt = createPrompt<
  unknown,
  Sized & { message: string; choices: readonly KeyChoice[]; default?: string }
>(({ message, choices, columns, default: standard }, done) => {
  const theme = makeTheme();
  const [answer, setAnswer] = useState<KeyChoice | undefined>(undefined);
  const [isRefused, setRefused] = useState(false);
  const prefix = usePrefix({ status: answer ? "done" : "idle", theme });
  useKeypress((event, rl) => {
    rl.clearLine(0);
    const key = isEnterKey(event) ? standard : event.name;
    const chosen = choices.find((choice) => choice.key === key);
    setRefused(!chosen);
    if (!chosen) return;
    setAnswer(chosen);
    done(chosen.value);
  });
  if (answer) return answered(theme, { prefix, message, answer: answer.name }, columns());
  const question = theme.style.message(hung(message, columns() - 2, 2), "idle");
  const rows = choices.map(({ key, name }) => {
    const words = `${name}${key === standard ? " (Enter)" : ""}`;
    return `  ${theme.style.key(key)} ${hung(words, columns() - 6, 6)}`;
  });
  const keys = choices.map(({ key }) => key).join(", ");
  const error = isRefused ? [theme.style.error(`Press one of ${keys}.`)] : [];
  return [`${prefix} ${question}`, [...rows, ...error].join("\n")];
});

export type SearchChoice = { value: unknown; name: string; short?: string };
type SearchRow = SearchChoice | Separator;

type SearchConfig = Sized & {
  message: string;
  pageSize: number;
  /** Under the cursor at first, where it is among the rows; else the first choice is. */
  default?: unknown;
  /** The row that Esc takes, once nothing is typed any more. */
  escape?: unknown;
  source(term: string | undefined, options: { signal: AbortSignal }): Promise<SearchRow[]>;
};

/** What is found so far; `isLoading`: what is typed is looked for. */
type List = { rows: SearchRow[]; active: number; isLoading: boolean };

type SearchTheme = Theme<{ icon: { cursor: string } }>;

const isChoice = (row: SearchRow | undefined): row is SearchChoice =>
  row !== undefined && !Separator.isSeparator(row);

/** Up from the first choice goes to the last. The row under the cursor is shown whole, the others in one line each. */
export const searchPrompt = createPrompt<unknown, SearchConfig>((config, done) => {
  const theme = makeTheme({ icon: { cursor: "❯" } });
  const [isDone, setDone] = useState(false);
  const [term, setTerm] = useState("");
  // One state: each change is drawn, and a cursor that first stood elsewhere would be seen, and moved by a key.
  const [list, setList] = useState<List>({ rows: [], active: 0, isLoading: true });
  const { rows, active, isLoading } = list;
  const status = isDone ? "done" : isLoading ? "loading" : "idle";
  const prefix = usePrefix({ status, theme });
  useSource(config, term, (found) => {
    if (found === undefined) return setList({ ...list, isLoading: true });
    const first = firstActive(found, term === "" ? config.default : undefined);
    setList({ rows: found, active: first, isLoading: false });
  });
  const selected = rows[active];
  const escaped = rows.find((row) => isChoice(row) && row.value === config.escape);
  const take = (row: SearchChoice) => {
    setList({ ...list, active: rows.indexOf(row) });
    setDone(true);
    done(row.value);
  };
  useKeypress((event, rl) => {
    if (isEnterKey(event)) {
      if (status !== "idle" || !isChoice(selected)) return rl.write(term);
      take(selected);
    } else if (isUpKey(event) || isDownKey(event) || isTabKey(event)) {
      rl.clearLine(0);
      rl.write(term);
      if (!isTabKey(event) && status === "idle" && rows.some(isChoice))
        setList({ ...list, active: nextChoice(rows, active, isUpKey(event) ? -1 : 1) });
    } else if (event.name === "escape") {
      rl.clearLine(0);
      if (term === "" && status === "idle" && isChoice(escaped)) take(escaped);
      else setTerm("");
    } else setTerm(rl.line);
  });
  const columns = config.columns();
  const page = usePagination({
    items: rows,
    active,
    renderItem: ({ item, isActive }) => rowText(theme, item, isActive, columns - 2),
    pageSize: config.pageSize,
    loop: false,
  });
  const { message } = config;
  if (status === "done" && isChoice(selected)) {
    const answer = selected.short ?? selected.name;
    return answered(theme, { prefix, message, answer }, columns);
  }
  const body = rows.length === 0 && status === "idle" ? theme.style.error("Nothing found.") : page;
  const help = theme.style.help(hung(searchHelp(rows.length, config), columns - 1, 0));
  // What is typed stands behind the question, so its last line keeps room for it.
  const question = theme.style.message(hung(message, Math.max(columns - 14, 20), 2), status);
  const below = isLoading && rows.length === 0 ? "" : `${body}\n${help}`;
  return [`${prefix} ${question} ${term}`.trimEnd(), below];
});

/** The rows for what is typed, undefined until they are there. */
function useSource(
  config: SearchConfig,
  term: string,
  take: (rows: SearchRow[] | undefined) => void,
): void {
  useEffect(() => {
    const typedOn = new AbortController();
    take(undefined);
    const read = async () => {
      try {
        const found = await config.source(term === "" ? undefined : term, typedOn);
        if (!typedOn.signal.aborted) take(found);
      } catch {
        // The source itself ends the question: this look-up is one that nobody waits for any more.
      }
    };
    void read();
    return () => typedOn.abort();
  }, [term]);
}

const searchHelp = (rows: number, { pageSize, ...config }: SearchConfig) =>
  [
    "↑↓ move, type to search, Enter takes it",
    config.escape === undefined ? "" : ", Esc goes back",
    rows > pageSize ? ` (${counted(rows, "row")})` : "",
  ].join("");

function rowText(theme: SearchTheme, row: SearchRow, isActive: boolean, room: number): string {
  if (!isChoice(row)) return ` ${truncate(row.separator, room)}`;
  if (!isActive) return `  ${truncate(row.name, room)}`;
  return theme.style.highlight(`${theme.icon.cursor} ${hung(row.name, room, 2)}`);
}

function firstActive(rows: SearchRow[], standard: unknown): number {
  const wanted = rows.findIndex((row) => isChoice(row) && row.value === standard);
  return wanted >= 0 && standard !== undefined ? wanted : Math.max(0, rows.findIndex(isChoice));
}

/** Words that go on under their own beginning. */
const hung = (text: string, columns: number, indent: number) =>
  wrap(text, columns).join(`\n${" ".repeat(indent)}`);

/** The question and what was answered, on one line where that fits. */
function answered(
  theme: Theme,
  { prefix, message, answer }: { prefix: string; message: string; answer: string },
  columns: number,
): string {
  const room = columns - 2;
  const lines = wrap(message, room);
  const isOneLine = width(`${lines.at(-1)} ${answer}`) <= room;
  const style = theme.style;
  const question = style.message(lines.join("\n  "), "done");
  return `${prefix} ${question}${isOneLine ? " " : "\n  "}${style.answer(hung(answer, room, 2))}`;
}

function nextChoice(rows: SearchRow[], from: number, step: 1 | -1): number {
  let at = from;
  do at = (at + step + rows.length) % rows.length;
  while (!isChoice(rows[at]));
  return at;
}
