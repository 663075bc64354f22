/** Tax percent ↔ tax code. */
import { taxLink } from "./link.ts";
import { taxList } from "./list.ts";
import { taxUnlink } from "./unlink.ts";

export const verbs = [taxLink, taxUnlink, taxList];
