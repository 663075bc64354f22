/** What `void` and `delete` are as commands. */

import { flag } from "../../cli/command.ts";
import type { Ending } from "../../usecases/invoices/plan-ending.ts";
import { defineCommand } from "../context.ts";
import { INVOICES } from "./each.ts";

const WORDS: Record<Ending, { past: string; about: string }> = {
  void: {
    past: "voided",
    about: `It stays in the books under its number, with all amounts at zero. This cannot
be undone.`,
  },
  delete: {
    past: "deleted",
    about: `It disappears from the books and leaves a gap in the numbers. This cannot be
undone; in most countries voiding is the better way.`,
  },
};

function endingCommand(ending: Ending) {
  const { past, about } = WORDS[ending];
  return defineCommand({
    name: ending,
    summary: `${ending === "void" ? "Void" : "Delete"} invoices in QuickBooks`,
    description: about,
    effect: "writes",
    arguments: [INVOICES],
    flags: {
      withPayments: flag.switch("Allow applied payments; the customer keeps them as credit"),
      reason: flag.text("Reason, kept in the history", { value: "text" }),
    },
    examples: [`pdqb invoice ${ending} 1042`, `pdqb invoice ${ending} 1042 1043 --yes`],
    async run(context, { args, flags }) {
      const { runEnding } = await import("./run-ending.ts");
      await runEnding(context, args, { ...flags, ending, past });
    },
  });
}

export const invoiceVoid = endingCommand("void");
export const invoiceDelete = endingCommand("delete");
