/** Tax percent ↔ tax code. */
import { taxLink, taxUnlink } from "./link.ts";
import { taxList } from "./list.ts";

export const verbs = [taxLink, taxUnlink, taxList];
