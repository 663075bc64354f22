/** The kind of an intent that an earlier run stored. One that is missing in the lists does not compile. */
import type { Intent } from "../../../domain/ledger/ledger.ts";
import type { WriteKind } from "../kind.ts";
import { PIPEDRIVE_KINDS } from "./in-pipedrive.ts";
import { QUICKBOOKS_KINDS } from "./in-quickbooks.ts";

const KINDS = { ...QUICKBOOKS_KINDS, ...PIPEDRIVE_KINDS };

export const kindOf = ({ kind }: Pick<Intent, "kind">): WriteKind => KINDS[kind] as WriteKind;

export const lockOf = (intent: Pick<Intent, "kind" | "key" | "dealId">): string =>
  kindOf(intent).lock?.(intent) ?? intent.key;
