/** The manual page of this program; run by build.mjs. */
import { manPage } from "../cli/man-page.ts";
import { ENVIRONMENT_HELP } from "../commands/help/environment.ts";
import { EXIT_CODES_HELP } from "../commands/help/exit-codes.ts";
import { filesHelp } from "../commands/help/files.ts";
import { SUMMARY, tree } from "../commands/index.ts";

/** As roff. Its paths are the usual ones, since it is made before it is installed. */
export function pdqbManPage(version: string): Promise<string> {
  const home = { home: "~/.config/pdqb", chosenHome: undefined };
  return manPage({
    tree,
    version,
    summary: SUMMARY,
    sections: [
      { title: "EXIT STATUS", text: EXIT_CODES_HELP },
      { title: "ENVIRONMENT", text: ENVIRONMENT_HELP },
      { title: "FILES", text: filesHelp({ ...home, node: "node", script: "pdqb" }) },
      {
        title: "SEE ALSO",
        text: "pdqb help json, pdqb help money, pdqb help cron (lines for this machine)",
      },
    ],
  });
}
