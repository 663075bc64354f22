/** What makes a kind of write: one value, in a file of its own under kinds/, with all that the engine has to know of it. */
import type { DealId } from "../../domain/ids.ts";
import type { Invoice } from "../../domain/invoice/invoice.ts";
import type { Follows, Intent } from "../../domain/ledger/ledger.ts";
import type { Consequences, Ledger } from "../../ports/ledger.ts";
import type { Pipedrive } from "../../ports/pipedrive.ts";
import type { QuickBooks } from "../../ports/quickbooks.ts";
import type { Clock } from "../../ports/system.ts";
import type { Made, Written } from "../../ports/written.ts";
import type { KindWords } from "./intent-words.ts";

type Services = { quickbooks: QuickBooks; pipedrive: Pipedrive };
/** What is looked through. */
export type LookPorts = Services & { clock: Clock };

/** `M`: what comes of it. `Input`: what it is made of. */
export type WriteKind<M extends Made = Made, Input = never> = KindWords & {
  /** As the ledger keeps it: never changed. */
  name: string;
  /** What an intent keeps of it, and its request carries. */
  body(input: Input): string;
  /** One attempt, no retry. `bytes`: of a file, which an intent does not keep. Throws ServiceError. */
  send(services: Services, intent: Intent, bytes?: Uint8Array): Promise<Written<M>>;
  /** The lock under which it is sent and resolved; the key of its intent, if not given. */
  lock?(intent: Pick<Intent, "key" | "dealId">): string;
  /** Looks for it at the service. Undefined proves nothing: a query may lag behind a write. Absent: nothing tells it from others. */
  find?(ports: LookPorts, intent: Intent): Promise<M | undefined>;
  /**
   * What it means that it is not seen when nothing is on its way any more. Absent: nothing, it stays open. What changes one version of an
   * invoice changes no other, and Pipedrive's lists show at once what was written; nobody looks for the values of an update.
   */
  unseen?: "not done" | "not known";
  /** Links and snapshots that follow from it. `at`: when the answer came, or the service was read. */
  follow?(
    ledger: Pick<Ledger, "invoices">,
    done: { intent: Pick<Intent, "follows">; made: M; at: string },
  ): Promise<Consequences>;
  /** What is to be said of what was made, by the intent alone: sentences for its outcome and the history. */
  remarks?(intent: Intent, made: M): string[];
  /** What is to be said besides where a later run found it. */
  foundLater?(intent: Intent, made: M): string[];
  /** The object that a person says was made. Throws refused where it cannot be that. Absent: a person's word is not needed. */
  named?(ports: Services & { ledger: Ledger }, intent: Intent, id: string): Promise<M | undefined>;
  /** What a person may choose from, the likeliest first; none is chosen. */
  candidates?(ports: LookPorts, intent: Intent): Promise<Invoice[]>;
};

/** An intent with all that is known of its kind. */
export type OfKind<M extends Made = Made> = { kind: WriteKind<M>; intent: Intent };

/** One thing that is to be written. */
export type OneWrite<M extends Made, Input> = {
  key: string;
  /** What it is made of. */
  input: Input;
  dealId: DealId | null;
  /** By which it is found again. */
  marker?: string;
  /** What is written, in a line for a person that `was not created` can follow: its name, and more in brackets. */
  summary: string;
  follows: Follows;
  /** Looks at the service in place of the kind's own `find`; undefined proves nothing. */
  find?(): Promise<M | undefined>;
  /** Of a file that is sent. */
  bytes?: Uint8Array;
  /** What it was before, and why it is done, for the history. */
  before?: string;
  reason?: string | undefined;
};

/** What an intent does not keep. */
export type Recording<M extends Made = Made> = Pick<
  OneWrite<M, unknown>,
  "find" | "before" | "reason" | "bytes"
> & { isFoundLater?: true };

/** Pipedrive knows no request id: a second sending would write a second time. */
export const mayBeSentAgain = ({ service }: WriteKind): boolean => service === "quickbooks";

/** No write is still on its way so long after its sending: a service works on one for at most 120 s. */
export const OVER_AFTER_MS = 130_000;
