/** Every kind of write to Pipedrive. */
import type { PipedriveKind } from "../../../domain/ledger/ledger.ts";
import { activityKind } from "./activity.ts";
import { dealFieldKind } from "./deal-field.ts";
import { dealValuesKind } from "./deal-values.ts";
import { fileKind } from "./file.ts";
import { noteKind } from "./note.ts";
import { noteUpdateKind } from "./note-update.ts";

export const PIPEDRIVE_KINDS = {
  deal_field: dealFieldKind,
  deal_values: dealValuesKind,
  note: noteKind,
  note_update: noteUpdateKind,
  file: fileKind,
  activity: activityKind,
} satisfies Record<PipedriveKind, unknown>;
