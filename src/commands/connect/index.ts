/** Logging in to the two services. */
import { connectToPipedrive } from "./pipedrive.ts";
import { connectToQuickBooks } from "./quickbooks.ts";

export const verbs = [connectToPipedrive, connectToQuickBooks];
