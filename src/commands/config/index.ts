/** Settings and mapping. */
import { configFields } from "./fields.ts";
import { configGet, configList, configPath, configSet, configUnset } from "./settings.ts";
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
