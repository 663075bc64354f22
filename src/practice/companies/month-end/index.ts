export { monthEnd as deals } from "./pipedrive.ts";
export { monthEnd as books } from "./quickbooks.ts";
