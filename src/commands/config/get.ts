import { settingName, viewSetting } from "../../usecases/setup/change-setting.ts";
import { defineCommand } from "../context.ts";
import { SETTING } from "./setting-argument.ts";

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
    await show({ json: view, text: () => `${view.value}\n` });
  },
});
