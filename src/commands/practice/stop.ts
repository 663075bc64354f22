import { defineCommand } from "../context.ts";

export const practiceStop = defineCommand({
  name: "stop",
  summary: "Stop the practice services; their books stay on disk",
  effect: "local",
  flags: {},
  examples: ["pdqb practice stop"],
  async run({ ports, show }) {
    const stopped = await ports.practice.stop();
    await show({
      json: { outcome: stopped ? "stopped" : "already" },
      text: () =>
        stopped
          ? "The practice services have stopped.\n"
          : "The practice services were not running.\n",
    });
  },
});
