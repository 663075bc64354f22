import { unlinkCustomer } from "../../usecases/books/link-books.ts";
import { defineCommand } from "../context.ts";
import { unlinkAnswer } from "../views/link.ts";
import { SOURCE, sourceOf } from "./source.ts";

export const customerUnlink = defineCommand({
  name: "unlink",
  summary: "Unlink an organization or a person from its customer",
  effect: "writes",
  flags: SOURCE,
  examples: ["pdqb customer unlink --organization 402"],
  async run({ ports, connected, globals, show }, { flags }) {
    const source = sourceOf(flags);
    await connected();
    const result = await unlinkCustomer(ports, { ...source, dryRun: globals.dryRun });
    await show(unlinkAnswer(result, `${source.source} ${source.id}`));
  },
});
