/** Organization or person ↔ customer. */
import { customerLink, customerUnlink } from "./link.ts";
import { customerList, customerSearch } from "./list.ts";
import { customerView } from "./view.ts";

export const verbs = [customerLink, customerUnlink, customerView, customerSearch, customerList];
