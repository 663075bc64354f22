/** The probes of both services behind one port; each is opened when it is first asked. */
import { pipedriveProbe } from "../adapters/pipedrive/probe.ts";
import { quickbooksProbe } from "../adapters/quickbooks/probe.ts";
import type { ServiceOrigins } from "../domain/settings.ts";
import type { Probe, ProbeReply, ProbeRequest } from "../ports.ts";

type Options = Omit<Parameters<typeof quickbooksProbe>[0], "origin" | "secrets"> &
  Omit<Parameters<typeof pipedriveProbe>[0], "origin" | "secrets"> & {
    origins: ServiceOrigins;
    secrets: Parameters<typeof quickbooksProbe>[0]["secrets"] &
      Parameters<typeof pipedriveProbe>[0]["secrets"];
  };

export function openProbe({ origins, ...options }: Options): Probe {
  type Ask = (request: ProbeRequest) => Promise<ProbeReply>;
  let quickbooks: Ask | undefined;
  let pipedrive: Ask | undefined;
  return {
    async ask(request) {
      if (request.service === "quickbooks") {
        quickbooks ??= quickbooksProbe({ ...options, origin: origins.quickbooks });
        return quickbooks(request);
      }
      pipedrive ??= pipedriveProbe({ ...options, origin: origins.pipedrive });
      return pipedrive(request);
    },
  };
}
