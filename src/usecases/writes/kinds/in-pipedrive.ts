/** Every kind of write to Pipedrive, a line each. */
export { activityKind } from "./activity.ts";
export { dealFieldKind } from "./deal-field.ts";
export { dealValuesKind } from "./deal-values.ts";
export { fileKind } from "./file.ts";
export { noteKind } from "./note.ts";
export { noteUpdateKind } from "./note-update.ts";
