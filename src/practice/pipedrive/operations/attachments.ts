/** What hangs on deals and their people: activities, notes, files. */
import type { Handlers } from "../call.ts";
import { activityHandlers } from "./activities.ts";
import { fileHandlers } from "./files.ts";
import { noteHandlers } from "./notes.ts";

export const attachmentOperations: Handlers = {
  ...activityHandlers,
  ...noteHandlers,
  ...fileHandlers,
};
