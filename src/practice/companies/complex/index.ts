export { complex as deals } from "./pipedrive.ts";
export { complex as books } from "./quickbooks.ts";
