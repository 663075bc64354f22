/** The whole tree as it is typed: a line per noun or command, each loaded when typed. */
import type { Tree } from "../cli/command.ts";
import type { Context } from "./context.ts";

export const tree: Tree<Context> = [
  {
    name: "config",
    summary: "Settings: list, get, set, unset, path",
    verbs: async () => (await import("./config/index.ts")).verbs,
  },
];
