export { run } from "../../src/main.ts";
