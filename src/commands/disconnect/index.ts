/** Ending a connection: the same for both services. */
import { PdqbError } from "../../domain/errors.ts";
import { disconnect } from "../../usecases/setup/disconnect.ts";
import { defineCommand } from "../context.ts";

const disconnectFrom = (service: "pipedrive" | "quickbooks", title: string) =>
  defineCommand({
    name: service,
    summary: `Revoke and forget the access to ${title}; ledger and settings stay`,
    effect: "local",
    flags: {},
    examples: [`pdqb disconnect ${service}`],
    async run({ ports, show, profileName, environment }) {
      if (environment.isReadOnly)
        throw new PdqbError("refused", "Nothing was done: PDQB_READ_ONLY forbids every write.", {
          reason: "The grant would end at the service.",
          next: ["unset PDQB_READ_ONLY"],
        });
      const profile = await profileName();
      const { outcome, revoked } = await disconnect(ports, service);
      await show({
        json: { outcome, profile, service, revoked },
        text: () =>
          outcome === "already"
            ? `${title} was not connected (profile ${profile}).\n`
            : `Disconnected from ${title} (profile ${profile}).\n`,
        ...(revoked ? {} : { note: `${title} could not be told: remove the app there as well.` }),
      });
    },
  });

export const verbs = [
  disconnectFrom("pipedrive", "Pipedrive"),
  disconnectFrom("quickbooks", "QuickBooks"),
];
