/** Pipedrive behind its port. The SDK is loaded by the first call. */
import type { Pipedrive } from "../../ports.ts";
import { bulkReads } from "./bulk.ts";
import { type ClientOptions, openClient } from "./client.ts";
import { contactReads, productReads } from "./contacts.ts";
import { dealReads } from "./deals.ts";
import { companyLists } from "./lists.ts";
import { openTokens, type TokenOptions } from "./tokens.ts";
import { pipedriveWrites } from "./writes.ts";

/** `company`: the id of the one that the profile is pinned to. */
type PipedriveOptions = Omit<ClientOptions, "tokens"> & TokenOptions & { company?: string };

export function openPipedrive(options: PipedriveOptions): Pipedrive {
  const client = openClient({ ...options, tokens: openTokens(options) });
  return {
    ...dealReads(client),
    ...bulkReads(client),
    ...contactReads(client),
    ...productReads(client),
    ...companyLists(client, options.company),
    ...pipedriveWrites(client),
    tokensSpent: async () => client.tokensSpent(),
  };
}
