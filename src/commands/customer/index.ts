/** Organization or person ↔ customer. */
import { customerLink, customerUnlink } from "./link.ts";
import { customerList } from "./list.ts";
import { customerSearch } from "./search.ts";
import { customerView } from "./view.ts";

export const verbs = [customerLink, customerUnlink, customerView, customerSearch, customerList];
