/** The built program as a function. Node itself loads it: the test runner would translate megabytes first. */
import { createRequire } from "node:module";

const { load } = createRequire(import.meta.url)("../../bin/pdqb.js");

export const { run } = load().program;
