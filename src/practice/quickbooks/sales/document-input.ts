/** What a document is made or changed from. */
import type { EntityRow } from "../books.ts";
import type { JsonObject } from "../json.ts";
import type { Settled } from "./settling.ts";

export type DocumentInput = {
  entity: Settled;
  /** All members that the document is to have: what was sent, or on a sparse update what was merged. */
  members: JsonObject;
  /** Members that the request named. */
  sent: Set<string>;
  before: EntityRow | undefined;
  allowsDuplicateNumber: boolean;
};
