/** Writes to the services: what is asked, and what comes back. No kind of write is named here: each is one value under usecases/writes/kinds. */
import type { Customer, Item } from "../domain/books.ts";
import type { Invoice } from "../domain/invoice/invoice.ts";

/** Whatever is made or changed has an id. */
export type Made = { id: string };

/** What a service says it made. */
export type Written<M extends Made = Made> = { made: M; traceId: string | undefined };

/** What QuickBooks keeps, by the name that its requests and answers have for it. */
export type BooksEntities = { Customer: Customer; Item: Item; Invoice: Invoice };
export type BooksEntity = keyof BooksEntities;

/** One operation of QuickBooks on an entity. `create` also changes: what the body names by its id. `body` goes out to the byte. */
export type BooksRequest<E extends BooksEntity = BooksEntity> =
  | { entity: E; operation: "create" | "void" | "delete"; body: string }
  | { entity: E; operation: "send"; id: string; to: string };

/** One operation of Pipedrive, by the names of its published definition. */
export type PipedriveRequest = {
  version: "v1" | "v2";
  /** The group of operations and the operation: `Notes`, `addNote`. */
  group: string;
  operation: string;
  /** By their names; the body under that of its schema. */
  parameters: Record<string, unknown>;
  /** Name of the PDF that goes with it. */
  file?: string;
  /** The member of the answer that is the id, and what must not differ in it. */
  answer: { id: "id" | "field_code"; same: Record<string, unknown> };
};
