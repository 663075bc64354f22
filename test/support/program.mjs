/** The built program as a function. Node itself loads it: the test runner would translate megabytes first. */
const { run } = await import(new URL("../../dist/main.js", import.meta.url).href);

export { run };
