/** Writes a page, a workbook or a CSV file where a command was told to. */
import { documentBytes } from "../../cli/document/bytes.ts";
import type { PdqbDocument } from "../../cli/document/document.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import type { Context } from "../context.ts";

export type SavedFile = { path: string; bytes: number };

/** A file that is there is replaced, so that cron can write the same one each day. Throws usage, refused. */
export async function saveDocument(
  { ports }: Pick<Context, "ports">,
  document: PdqbDocument,
  { output, table }: { output: string; table?: string | undefined },
): Promise<SavedFile> {
  const bytes = await documentBytes(document, output, table);
  await ports.files.replace(output, bytes);
  return { path: output, bytes: bytes.length };
}

/** What stands above the tables of every document. */
export function documentFacts(
  { ports }: Pick<Context, "ports">,
  { pipedrive, quickbooks, environment }: PinnedProfile,
): { label: string; value: string }[] {
  return [
    { label: "QuickBooks", value: `${quickbooks.companyName} (${environment})` },
    { label: "Pipedrive", value: pipedrive.companyName },
    { label: "Made", value: `${ports.clock.now().toISOString()} by pdqb` },
  ];
}
