import type { Column } from "../../cli/column.ts";
import { listAnswer } from "../../cli/flat.ts";
import { SETTINGS, type SettingName } from "../../domain/setting-names.ts";
import { type SettingView, viewSetting } from "../../usecases/setup/change-setting.ts";
import { defineCommand } from "../context.ts";

const COLUMNS: readonly Column<SettingView>[] = [
  { key: "name", title: "Setting", value: ({ name }) => name },
  { key: "value", title: "Value", value: ({ value }) => value },
  { key: "origin", title: "From", value: ({ origin }) => origin },
  { key: "about", title: "What it does", value: ({ about }) => about, grow: true },
];

const ROWS = {
  columns: COLUMNS,
  fields: ["name", "value", "origin", "about"],
  json: (row: SettingView) => row,
};

export const configList = defineCommand({
  name: "list",
  aliases: ["ls"],
  summary: "List every setting, with where its value comes from",
  effect: "local",
  isList: true,
  flags: {},
  examples: ["pdqb config list", "pdqb config list --json"],
  async run({ ports, profileName, environment, globals, show }) {
    const file = await ports.settings.read();
    const profile = file.profiles[await profileName()];
    const variables = { "callback.port": environment.callbackPort };
    const names = Object.keys(SETTINGS) as SettingName[];
    const all = names.map((name) => viewSetting(profile, name, variables));
    await show(listAnswer("settings", all, ROWS, globals));
  },
});
