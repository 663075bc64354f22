export { canadian as deals } from "./pipedrive.ts";
export { canadian as books } from "./quickbooks.ts";
