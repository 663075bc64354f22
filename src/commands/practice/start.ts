import { PRACTICE_PROFILE } from "../../domain/profile.ts";
import { connectPipedrive, connectQuickBooks } from "../../usecases/connect.ts";
import { preparePractice } from "../../usecases/start-practice.ts";
import { defineCommand } from "../context.ts";

export const practiceStart = defineCommand({
  name: "start",
  summary: "Start local doubles of both services and connect to them",
  description: "They keep running until `pdqb practice stop`, and keep their books on disk.",
  effect: "local",
  flags: {},
  examples: ["pdqb practice start"],
  async run({ ports, practiceWorld, show, progress }) {
    const { status, profile } = await progress.during("Starting the practice services", () =>
      preparePractice(ports),
    );
    const world = practiceWorld();
    const env = await ports.practice.env();
    const isConnected =
      profile.pipedrive !== null &&
      profile.quickbooks !== null &&
      (await world.secrets.quickbooks()) !== undefined;
    if (!isConnected) {
      const app = (service: string) => ({
        clientId: env[`PDQB_${service}_CLIENT_ID`] ?? "",
        clientSecret: env[`PDQB_${service}_CLIENT_SECRET`] ?? "",
      });
      const approve = ({ authorizeUrl }: { authorizeUrl: string }) =>
        ports.consent.byItself(authorizeUrl);
      // The page of this address is never visited: the consent comes back by itself.
      const redirectUrl = "http://localhost:53682/callback";
      const input = { profileName: PRACTICE_PROFILE, profile, replaceCompany: true };
      await connectPipedrive(world, {
        ...input,
        by: { app: app("PIPEDRIVE"), redirectUrl, approve },
      });
      await connectQuickBooks(world, {
        ...input,
        environment: "practice",
        by: { app: app("QUICKBOOKS"), redirectUrl, approve },
      });
    }
    await show({
      json: {
        outcome: "started",
        profile: PRACTICE_PROFILE,
        pid: status.pid,
        pipedrive_origin: status.pipedriveOrigin,
        quickbooks_origin: status.quickbooksOrigin,
        company: status.company,
      },
      text: () =>
        `The practice services run (process ${status.pid}), and the profile "${PRACTICE_PROFILE}" is connected to both.\n  Pipedrive   ${status.pipedriveOrigin}\n  QuickBooks  ${status.quickbooksOrigin}\n`,
      note: "Next: pdqb deals --not-invoiced",
    });
  },
});
