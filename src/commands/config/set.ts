import { changeSetting, originOf, settingName } from "../../usecases/setup/change-setting.ts";
import { defineCommand } from "../context.ts";
import { SETTING } from "./setting-argument.ts";

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
