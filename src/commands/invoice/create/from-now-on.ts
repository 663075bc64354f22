import type { Context } from "../../context.ts";

/** A change of one invoice becomes a rule only where the operator says so. */
export async function fromNowOn({ ask }: Context, what: string): Promise<boolean> {
  return ask.select<boolean>(
    `${what}: for how long?`,
    [
      { value: false, name: "On this invoice only" },
      { value: true, name: "From now on" },
    ],
    { flag: "pdqb product link, or pdqb customer link" },
  );
}
