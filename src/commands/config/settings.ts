/** The settings of a profile: listed, read, changed. */
import type { Column } from "../../cli/column.ts";
import type { Argument } from "../../cli/command.ts";
import { listAnswer } from "../../cli/flat.ts";
import { SETTINGS, type SettingName } from "../../domain/setting-names.ts";
import {
  changeSetting,
  originOf,
  type SettingView,
  settingName,
  viewSetting,
} from "../../usecases/setup/change-setting.ts";
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

const SETTING: Argument = {
  name: "name",
  summary: "Setting, as `config list` names it",
  required: true,
  choices: Object.keys(SETTINGS),
};

export const configGet = defineCommand({
  name: "get",
  summary: "Print one setting",
  effect: "local",
  arguments: [SETTING],
  flags: {},
  examples: ["pdqb config get match.items"],
  async run({ ports, profileName, environment, show }, { args: [name = ""] }) {
    const setting = settingName(name);
    const file = await ports.settings.read();
    const view = viewSetting(file.profiles[await profileName()], setting, {
      "callback.port": environment.callbackPort,
    });
    await show({ json: view, text: () => `${view.value}\n`, isExact: true });
  },
});

export const configSet = defineCommand({
  name: "set",
  summary: "Change one setting of the profile",
  effect: "settings",
  arguments: [SETTING, { name: "value", summary: "Its new value", required: true }],
  flags: {},
  examples: ["pdqb config set match.items exact"],
  async run(
    { ports, profile: read, profileName, globals, show },
    { args: [name = "", value = ""] },
  ) {
    const setting = settingName(name);
    const profile = await profileName();
    await changeSetting(ports, { profile, name: setting, value });
    const origin = originOf(await read(), setting);
    const whose = origin === "shared" ? "for all who share the ledger" : `profile ${profile}`;
    await show({
      json: {
        ...(globals.dryRun && { outcome: "planned" }),
        ...{ name: setting, value, origin },
      },
      text: () => `${setting} ${globals.dryRun ? "would be" : "is"} ${value} (${whose}).\n`,
    });
  },
});

export const configUnset = defineCommand({
  name: "unset",
  summary: "Put one setting back to its default",
  effect: "settings",
  arguments: [SETTING],
  flags: {},
  examples: ["pdqb config unset match.items"],
  async run({ ports, profileName, globals, show }, { args: [name = ""] }) {
    const setting = settingName(name);
    await changeSetting(ports, { profile: await profileName(), name: setting, value: undefined });
    const value = SETTINGS[setting].default;
    await show({
      json: {
        ...(globals.dryRun && { outcome: "planned" }),
        ...{ name: setting, value, origin: "default" },
      },
      text: () =>
        `${setting} ${globals.dryRun ? "would be" : "is"} back to its default: ${value || "(empty)"}.\n`,
    });
  },
});

export const configPath = defineCommand({
  name: "path",
  summary: "Print where the settings file is",
  effect: "local",
  flags: {},
  examples: ["pdqb config path"],
  async run({ ports, show }) {
    const path = await ports.settings.path();
    await show({ json: { path }, text: () => `${path}\n`, isExact: true });
  },
});
