/** Organization or person ↔ customer. */
import { customerLink } from "./link.ts";
import { customerList } from "./list.ts";
import { customerSearch } from "./search.ts";
import { customerUnlink } from "./unlink.ts";
import { customerView } from "./view.ts";

export const verbs = [customerLink, customerUnlink, customerView, customerSearch, customerList];
