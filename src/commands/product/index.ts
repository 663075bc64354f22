/** Product ↔ item. */
import { productLink, productUnlink } from "./link.ts";
import { productList } from "./list.ts";
import { productSearch } from "./search.ts";

export const verbs = [productLink, productUnlink, productList, productSearch];
