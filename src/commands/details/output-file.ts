/** Files that a command writes where it was told to: what they may replace, and who may read them. */
import { flag } from "../../cli/command.ts";
import { documentBytes } from "../../cli/document/bytes.ts";
import type { PdqbDocument } from "../../cli/document/document.ts";
import { clean } from "../../cli/format.ts";
import { utcTime } from "../../cli/when.ts";
import type { PinnedProfile } from "../../domain/settings.ts";
import type { Context } from "../context.ts";

/** The permissions that a file gets. */
export const modeFlag = flag.text("Permissions of the file (default: 600)", {
  value: "octal",
  rule: { permissions: true },
});

/** For a command that replaces its own earlier file unasked, so that cron can write the same one each day. */
export const fileFlags = {
  overwrite: flag.switch("Replace a symbolic link at this path"),
  mode: modeFlag,
};

/** As these flags were given. */
export type FileFlags = { overwrite: boolean; mode: string | undefined };

/** Octal text as a number, by the flag's rule. */
export function modeOf({ mode }: Pick<FileFlags, "mode">): number | undefined {
  return mode === undefined ? undefined : Number.parseInt(mode, 8);
}

/** A link at the path is replaced only on a person's word: what it points to would no longer be reached by it. */
export async function confirmOverLink(
  { ask, ports }: Pick<Context, "ask" | "ports">,
  path: string,
  { overwrite }: Pick<FileFlags, "overwrite">,
): Promise<void> {
  if (overwrite || (await ports.files.kind(path)) !== "link") return;
  await ask.confirmOrStop(`${clean(path)} is a symbolic link. Replace it with the new file?`, {
    flag: "--overwrite",
    given: false,
  });
}

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
