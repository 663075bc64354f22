/** What writes answer with. */
import type { Customer, Item } from "../domain/books.ts";
import type { Invoice } from "../domain/invoice/invoice.ts";
import type { IntentKind, PipedriveKind } from "../domain/ledger/ledger.ts";

/** What a service answers with to each kind of write. `objectId`: of the note, the file, the activity, the deal; the code of a field. */
type Made = {
  customer: { customer: Customer };
  customer_update: { customer: Customer };
  item: { item: Item };
  invoice: { invoice: Invoice };
  invoice_update: { invoice: Invoice };
  send: { invoice: Invoice };
  void: { invoice: Invoice };
  delete: { invoiceId: string };
} & Record<PipedriveKind, { objectId: string }>;

export type WrittenOf<K extends IntentKind> = K extends IntentKind
  ? { kind: K; traceId: string | undefined } & Made[K]
  : never;
export type Written = WrittenOf<IntentKind>;
export type WrittenToPipedrive = WrittenOf<PipedriveKind>;
