/** Writes a page, a workbook or a CSV file where a command was told to. */
import { documentBytes } from "../../cli/document/bytes.ts";
import type { PdqbDocument } from "../../cli/document/document.ts";
import { utcTime } from "../../cli/when.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import type { Context } from "../context.ts";
import { confirmOverLink, type FileFlags, modeOf } from "./output-file.ts";

/** Where a document goes. `table`: which one, with a .csv. */
export type DocumentFlags = FileFlags & { output: string; table?: string | undefined };

export type SavedFile = { path: string; bytes: number };

/** A file that is there is replaced, so that cron can write the same one each day. Throws usage, refused. */
export async function saveDocument(
  context: Pick<Context, "ask" | "ports">,
  document: PdqbDocument,
  { output, table, ...flags }: DocumentFlags,
): Promise<SavedFile> {
  const bytes = await documentBytes(document, output, table);
  await confirmOverLink(context, output, flags);
  await context.ports.files.replace(output, bytes, modeOf(flags));
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
    { label: "Made", value: `${utcTime(ports.clock.now().toISOString())} by pdqb` },
  ];
}
