import { changeSetting, settingName } from "../../usecases/setup/change-setting.ts";
import { defineCommand } from "../context.ts";
import { SETTING } from "./setting-argument.ts";

export const configSet = defineCommand({
  name: "set",
  summary: "Change one setting of the profile",
  effect: "settings",
  arguments: [SETTING, { name: "value", summary: "Its new value", required: true }],
  flags: {},
  examples: ["pdqb config set match.items exact"],
  async run({ ports, profileName, globals, show }, { args: [name = "", value = ""] }) {
    const setting = settingName(name);
    const profile = await profileName();
    await changeSetting(ports, { profile, name: setting, value });
    await show({
      json: {
        ...(globals.dryRun && { outcome: "planned" }),
        ...{ name: setting, value, origin: "profile" },
      },
      text: () =>
        `${setting} ${globals.dryRun ? "would be" : "is"} ${value} (profile ${profile}).\n`,
    });
  },
});
