/** A check as a page, a workbook or a CSV file. */

import type { PinnedProfile } from "../../domain/settings.ts";
import type { CheckResult } from "../../usecases/check/check-books.ts";
import type { Context } from "../context.ts";
import { documentFacts, saveDocument } from "../details/save-document.ts";
import { checkParts } from "../views/check-document.ts";

/** Throws usage for a name or a table that is none. */
export function saveCheck(
  context: Context,
  profile: PinnedProfile,
  result: CheckResult,
  { output, table }: { output: string; table?: string | undefined },
) {
  const { since, until } = result.period;
  const title = `Check of ${since} to ${until}`;
  const document = { title, facts: documentFacts(context, profile), parts: checkParts(result) };
  return saveDocument(context, document, { output, table });
}
