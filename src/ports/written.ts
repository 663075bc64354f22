/** What writes answer with. */
import type { IntentKind, MadeInQuickBooks, PipedriveKind } from "../domain/ledger/ledger.ts";

/** What a service answers with to each kind of write. `objectId`: of the note, the file, the activity, the deal; the code of a field. */
type Made = MadeInQuickBooks & Record<PipedriveKind, { objectId: string }>;

export type WrittenOf<K extends IntentKind> = K extends IntentKind
  ? { kind: K; traceId: string | undefined } & Made[K]
  : never;
export type Written = WrittenOf<IntentKind>;
export type WrittenToPipedrive = WrittenOf<PipedriveKind>;
