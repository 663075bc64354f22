/** Ending a connection: the same for both services. */
import { type Disconnected, disconnect } from "../../usecases/setup/disconnect.ts";
import { defineCommand } from "../context.ts";

const SENTENCES: Record<Disconnected["outcome"], (title: string) => string> = {
  already: (title) => `${title} was not connected`,
  planned: (title) => `Would disconnect from ${title}`,
  disconnected: (title) => `Disconnected from ${title}`,
};

const disconnectFrom = (service: "pipedrive" | "quickbooks", title: string) =>
  defineCommand({
    name: service,
    summary: `Revoke and remove the access to ${title}; ledger and settings stay`,
    effect: "writes",
    flags: {},
    examples: [`pdqb disconnect ${service}`],
    async run({ ports, show, profileName, globals }) {
      const profile = await profileName();
      const { outcome, revoked } = await disconnect(ports, service, globals);
      await show({
        json: { outcome, profile, service, revoked },
        text: () => `${SENTENCES[outcome](title)} (profile ${profile}).\n`,
        ...(revoked || outcome === "planned"
          ? {}
          : { note: `${title} could not be told: remove the app there as well.` }),
      });
    },
  });

export const verbs = [
  disconnectFrom("pipedrive", "Pipedrive"),
  disconnectFrom("quickbooks", "QuickBooks"),
];
