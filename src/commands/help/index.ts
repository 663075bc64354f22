/** What `pdqb help TOPIC` knows besides the commands. A text is loaded when it is asked for. */
import type { Topics } from "../../cli/command.ts";
import type { Installation } from "./installation.ts";

/** `installation` is asked only by the topics that name its paths. */
export function helpTopics(installation: () => Promise<Installation>): Topics {
  return {
    environment: async () => (await import("./environment.ts")).ENVIRONMENT_HELP,
    "exit-codes": async () => (await import("./exit-codes.ts")).EXIT_CODES_HELP,
    json: async () => (await import("./json.ts")).JSON_HELP,
    cron: async () => (await import("./cron.ts")).cronHelp(await installation()),
    money: async () => (await import("./money.ts")).MONEY_HELP,
    files: async () => (await import("./files.ts")).filesHelp(await installation()),
  };
}
