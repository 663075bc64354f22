export { us as deals } from "./pipedrive.ts";
export { us as books } from "./quickbooks.ts";
