/** What a write needs beside its body: the books, the definitions, and the rules of each entity. */
import type { Books, EntityName, EntityRow, Settled } from "./books.ts";
import type { Contract } from "./contract.ts";
import type { JsonObject } from "./values.ts";

export type ReadContext = { books: Books; contract: Contract };
export type WriteContext = ReadContext & { rules: Rules };

/** By entity; one without rules is read only. */
export type Rules = Partial<Record<EntityName, EntityRules>>;

export type EntityRules = {
  create(books: Books, write: Write): EntityRow;
  update(books: Books, row: EntityRow, write: Write): EntityRow;
  void?(books: Books, row: EntityRow): EntityRow;
  delete?(books: Books, row: EntityRow): void;
};

export type Write = {
  /** All members that the entity is to have: what was sent, or on a sparse update what was merged. */
  members: JsonObject;
  /** Members that the request named. */
  sent: Set<string>;
  allowsDuplicateNumber: boolean;
};

export type DocumentInput = Write & { entity: Settled; before: EntityRow | undefined };

/** A business answer before it is written as JSON or XML, so that a replay takes the form that its own request asks for. */
export type Answer = { status: number; members: JsonObject };

/** How Intuit counts a call: its classes, and how many of each. */
export type Metered = { answer: Answer; core: number; corePlus: number };
