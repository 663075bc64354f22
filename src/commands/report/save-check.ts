/** A check as a page, a workbook or a CSV file. */
import { flag } from "../../cli/command.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import type { CheckResult } from "../../usecases/check/check-types.ts";
import type { Context } from "../context.ts";
import {
  type DocumentFlags,
  documentFacts,
  fileFlags,
  saveDocument,
} from "../details/output-file.ts";
import { checkParts } from "../views/check-document.ts";

export const documentFlags = {
  output: flag.text("Also write a page, workbook or CSV: .html .xlsx .csv", { value: "file" }),
  table: flag.text("With a .csv: bridge, findings, not_checked or accepted", { value: "name" }),
  ...fileFlags,
};

/** Throws usage for a name or a table that is none. */
export function saveCheck(
  context: Context,
  profile: PinnedProfile,
  result: CheckResult,
  { owner, ...flags }: DocumentFlags & { owner?: string | undefined },
) {
  const { since, until } = result.period;
  const title = `Check of ${since} to ${until}`;
  const whose = owner === undefined ? [] : [{ label: "Deals of", value: owner }];
  const facts = [...whose, ...documentFacts(context, profile)];
  const document = { title, facts, parts: checkParts(result) };
  return saveDocument(context, document, flags);
}
