import type { Argument } from "../../cli/command.ts";
import { SETTINGS } from "../../domain/setting-names.ts";

export const SETTING: Argument = {
  name: "name",
  summary: "Setting, as `config list` names it",
  required: true,
  choices: Object.keys(SETTINGS),
};
