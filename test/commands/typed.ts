/** A command line as a shell takes it apart. */

/** The words, without what the shell does with them: a pipe, a redirection. */
export function wordsOf(line: string): string[] {
  const [typed = ""] = line.split(/ [|<>] /);
  return [...typed.matchAll(/"([^"]*)"|'([^']*)'|\S+/g)].map(
    ([word, double, single]) => double ?? single ?? word,
  );
}
