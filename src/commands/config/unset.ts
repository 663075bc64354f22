import { SETTINGS } from "../../domain/setting-names.ts";
import { changeSetting, settingName } from "../../usecases/setup/change-setting.ts";
import { defineCommand } from "../context.ts";
import { SETTING } from "./setting-argument.ts";

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
