/** What makes a kind of write: one value, in a file of its own under kinds/, with all that the engine has to know of it. */
import type { Invoice } from "../../domain/invoice/invoice.ts";
import type { Intent } from "../../domain/ledger/ledger.ts";
import type { Consequences, Made, Ports, WritePorts, Written } from "../../ports.ts";

type Services = Pick<Ports, "quickbooks" | "pipedrive">;

/** `M`: what comes of it. `Input`: what it is made of. */
export type WriteKind<M extends Made = Made, Input = never> = {
  /** As the ledger keeps it: never changed. */
  name: string;
  service: "quickbooks" | "pipedrive";
  /** "Invoice for deal 126 was not `created`"; "`create` `invoice`" in the history, "`made` invoice 3236" as its outcome. */
  words: { thing: string; verb: string; past: string; done: string };
  /** What an intent keeps of it, and its request carries. */
  body(input: Input): string;
  /** One attempt, no retry. `bytes`: of a file, which an intent does not keep. Throws ServiceError. */
  send(services: Services, intent: Intent, bytes?: Uint8Array): Promise<Written<M>>;
  /** The lock under which it is sent and resolved; the key of its intent, if not given. */
  lock?(intent: Pick<Intent, "key" | "dealId">): string;
  /** Looks for it at the service. Undefined proves nothing: a query may lag behind a write. Absent: nothing tells it from others. */
  find?(ports: Services & Pick<Ports, "clock">, intent: Intent): Promise<M | undefined>;
  /** Where `find` looks, in words. */
  lookedAt?(intent: Intent): string;
  /**
   * What it means that it is not seen when nothing is on its way any more. Absent: nothing, it stays open. What changes one version of an
   * invoice changes no other, and Pipedrive's lists show at once what was written; nobody looks for the values of an update.
   */
  unseen?: "not done" | "not known";
  /** Links and snapshots that follow from it. `at`: when the answer came, or the service was read. */
  follow?(
    ledger: Pick<Ports["ledger"], "invoices">,
    done: { intent: Pick<Intent, "follows">; made: M; at: string },
  ): Promise<Consequences>;
  /** What is to be said of what was made, by the intent alone: sentences for its outcome and the history. */
  remarks?(intent: Intent, made: M): string[];
  /** What is to be said besides where a later run found it. */
  foundLater?(intent: Intent, made: M): string[];
  /** The object that a person says was made. Throws refused where it cannot be that. Absent: a person's word is not needed. */
  named?(ports: WritePorts, intent: Intent, id: string): Promise<M | undefined>;
  /** What a person may choose from, the likeliest first; none is chosen. */
  candidates?(ports: Services & Pick<Ports, "clock">, intent: Intent): Promise<Invoice[]>;
};

/** An intent with all that is known of its kind. */
export type OfKind<M extends Made = Made> = { kind: WriteKind<M>; intent: Intent };

/** Pipedrive knows no request id: a second sending would write a second time. */
export const mayBeSentAgain = ({ service }: WriteKind): boolean => service === "quickbooks";

/** No write is still on its way so long after its sending: a service works on one for at most 120 s. */
export const OVER_AFTER_MS = 130_000;
