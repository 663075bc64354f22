/** Product ↔ item. */
import { productLink } from "./link.ts";
import { productList } from "./list.ts";
import { productSearch } from "./search.ts";
import { productUnlink } from "./unlink.ts";

export const verbs = [productLink, productUnlink, productList, productSearch];
