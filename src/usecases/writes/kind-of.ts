/** The kind of an intent that an earlier run stored. */
import { PdqbError } from "../../domain/errors.ts";
import type { Intent } from "../../domain/ledger/ledger.ts";
import type { WriteKind } from "./kind.ts";
import * as inPipedrive from "./kinds/in-pipedrive.ts";
import * as inQuickBooks from "./kinds/in-quickbooks.ts";

const KINDS: WriteKind[] = Object.values({ ...inPipedrive, ...inQuickBooks });

const BY_NAME = new Map(KINDS.map((kind) => [kind.name, kind]));

/** Undefined where a later version wrote it: a ledger may be shared with one. */
export const knownKind = (name: string): WriteKind | undefined => BY_NAME.get(name);

/** Throws refused where this version does not know it. */
export function kindOf({ id, kind: name }: Pick<Intent, "id" | "kind">): WriteKind {
  const kind = knownKind(name);
  if (kind) return kind;
  throw new PdqbError("refused", `Write ${id} is of a kind that this version does not know.`, {
    reason: `A later version of pdqb wrote it (${name}).`,
    next: [`pdqb pending show ${id}`],
  });
}

/** The lock under which it is sent and resolved. */
export const lockOf = (intent: Pick<Intent, "id" | "kind" | "key" | "dealId">): string =>
  kindOf(intent).lock?.(intent) ?? intent.key;
