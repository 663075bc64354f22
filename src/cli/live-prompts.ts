/**
 * Two questions that inquirer does not have as they are needed here, made of its own parts: one that a single key answers, and a
 * search whose list wraps, may have headings, and says what to do where nothing matches.
 */
import {
  createPrompt,
  isDownKey,
  isEnterKey,
  isTabKey,
  isUpKey,
  makeTheme,
  Separator,
  useEffect,
  useKeypress,
  usePagination,
  usePrefix,
  useState,
} from "@inquirer/core";

type KeyChoice = { key: string; name: string; value: unknown };

/** Answered by the key alone. Enter takes `default`; without one it does nothing, so that no habit answers for a person. */
export const keyPrompt = createPrompt<
  unknown,
  { message: string; choices: readonly KeyChoice[]; default?: string }
>(({ message, choices, default: standard }, done) => {
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
  const question = theme.style.message(message, answer ? "done" : "idle");
  if (answer) return `${prefix} ${question} ${theme.style.answer(answer.name)}`;
  const rows = choices.map(
    ({ key, name }) => `  ${theme.style.key(key)} ${name}${key === standard ? " (Enter)" : ""}`,
  );
  const keys = choices.map(({ key }) => key).join(", ");
  const error = isRefused ? [theme.style.error(`Press one of ${keys}.`)] : [];
  return [`${prefix} ${question}`, [...rows, ...error].join("\n")];
});

export type SearchChoice = { value: unknown; name: string; short?: string };
export type SearchRow = SearchChoice | Separator;

type SearchConfig = {
  message: string;
  pageSize: number;
  source(term: string | undefined, options: { signal: AbortSignal }): Promise<SearchRow[]>;
};

const isChoice = (row: SearchRow | undefined): row is SearchChoice =>
  row !== undefined && !Separator.isSeparator(row);

/** The first choice is under the cursor; up from it goes to the last. */
export const searchPrompt = createPrompt<unknown, SearchConfig>((config, done) => {
  const theme = makeTheme({ icon: { cursor: "❯" } });
  const [status, setStatus] = useState<"loading" | "idle" | "done">("loading");
  const [term, setTerm] = useState("");
  const [rows, setRows] = useState<SearchRow[]>([]);
  const [active, setActive] = useState(0);
  const prefix = usePrefix({ status, theme });
  useEffect(() => {
    const typedOn = new AbortController();
    setStatus("loading");
    const read = async () => {
      try {
        const found = await config.source(term === "" ? undefined : term, typedOn);
        if (typedOn.signal.aborted) return;
        setRows(found);
        setActive(Math.max(0, found.findIndex(isChoice)));
        setStatus("idle");
      } catch {
        // The source itself ends the question: this look-up is one that nobody waits for any more.
      }
    };
    void read();
    return () => typedOn.abort();
  }, [term]);
  const selected = rows[active];
  useKeypress((event, rl) => {
    if (isEnterKey(event)) {
      if (status !== "idle" || !isChoice(selected)) return rl.write(term);
      setStatus("done");
      done(selected.value);
    } else if (isUpKey(event) || isDownKey(event)) {
      rl.clearLine(0);
      rl.write(term);
      if (status === "idle" && rows.some(isChoice))
        setActive(nextChoice(rows, active, isUpKey(event) ? -1 : 1));
    } else if (isTabKey(event)) {
      rl.clearLine(0);
      rl.write(term);
    } else setTerm(rl.line);
  });
  const page = usePagination({
    items: rows,
    active,
    renderItem: ({ item, isActive }) =>
      isChoice(item)
        ? isActive
          ? theme.style.highlight(`${theme.icon.cursor} ${item.name}`)
          : `  ${item.name}`
        : ` ${item.separator}`,
    pageSize: config.pageSize,
    loop: false,
  });
  const question = [prefix, theme.style.message(config.message, status)].join(" ");
  if (status === "done" && isChoice(selected))
    return `${question} ${theme.style.answer(selected.short ?? selected.name)}`;
  const help = theme.style.help("↑↓ move, type to search, Enter takes it");
  const isEmpty = rows.length === 0 && status === "idle";
  const body = isEmpty ? theme.style.error("Nothing found.") : page;
  return [`${question} ${term}`.trimEnd(), `${body}\n${help}`];
});

function nextChoice(rows: SearchRow[], from: number, step: 1 | -1): number {
  let at = from;
  do at = (at + step + rows.length) % rows.length;
  while (!isChoice(rows[at]));
  return at;
}
