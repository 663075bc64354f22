export { nordic as deals } from "./pipedrive.ts";
export { nordic as books } from "./quickbooks.ts";
