/** Settings and mapping. */
import { configFields } from "./fields.ts";
import { configGet } from "./get.ts";
import { configList } from "./list.ts";
import { configPath } from "./path.ts";
import { configSet } from "./set.ts";
import { configUnset } from "./unset.ts";
import { configWriteback } from "./writeback.ts";

export const verbs = [
  configFields,
  configList,
  configGet,
  configSet,
  configUnset,
  configPath,
  configWriteback,
];
