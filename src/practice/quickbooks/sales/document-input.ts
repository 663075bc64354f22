/** What a document is made or changed from. */
import type { EntityRow, Settled } from "../books.ts";
import type { Write } from "../write-context.ts";

export type DocumentInput = Write & { entity: Settled; before: EntityRow | undefined };
