/** What makes a kind of write: one value, in a file of its own under kinds/, with all that the engine has to know of it. */
import type { Intent, IntentKind } from "../../domain/ledger/ledger.ts";
import type { Ports, WritePorts, Written } from "../../ports.ts";

type LookPorts = Pick<Ports, "quickbooks" | "pipedrive" | "clock">;

/** What is committed with the outcome of a write, beside the history. */
export type Consequences = Omit<Parameters<Ports["ledger"]["closeIntent"]>[2], "history">;

/** `W`: what an answer to it may be. */
export type WriteKind<W extends Written = Written> = {
  name: IntentKind;
  service: "quickbooks" | "pipedrive";
  /** "The `invoice` was not `created`"; "`create` invoice" in the history, `made` invoice 3236 as its outcome. */
  words: { thing: string; verb: string; past: string; done: string };
  answers: readonly W["kind"][];
  /** The lock under which it is sent and resolved; the key of its intent, if not given. */
  lock?(intent: Pick<Intent, "key" | "dealId">): string;
  /** Looks for it at the service. Undefined proves nothing: a query may lag behind a write. Absent: nothing tells it from others. */
  find?(ports: LookPorts, intent: Intent): Promise<W | undefined>;
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
    done: { intent: Pick<Intent, "follows">; written: W; at: string },
  ): Promise<Consequences>;
  /** What is to be said of what was made, by the intent alone: sentences for its outcome and the history. */
  remarks?(intent: Intent, written: W): string[];
  /** What is to be said besides where a later run found it. */
  foundLater?(intent: Intent, written: W): string[];
  /** The object that a person says was made. Throws refused where it cannot be that. Absent: a person's word is not needed. */
  named?(ports: WritePorts, intent: Intent, id: string): Promise<W | undefined>;
};

/** An intent with all that is known of its kind. */
export type OfKind<W extends Written = Written> = { kind: WriteKind<W>; intent: Intent };

/** Pipedrive knows no request id: a second sending would write a second time. */
export const mayBeSentAgain = ({ service }: WriteKind): boolean => service === "quickbooks";
