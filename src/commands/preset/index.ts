/** `pdqb preset …`: named sets of invoice details. */
import { presetDelete } from "./delete.ts";
import { presetList } from "./list.ts";
import { presetSave } from "./save.ts";
import { presetShow } from "./show.ts";

export const verbs = [presetSave, presetList, presetShow, presetDelete];
