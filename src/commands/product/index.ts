/** Product ↔ item. */
import { productLink, productUnlink } from "./link.ts";
import { productList, productSearch } from "./list.ts";

export const verbs = [productLink, productUnlink, productList, productSearch];
