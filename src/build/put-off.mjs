// What packages do when they are loaded and this program needs later or never is put off: each is felt at every start.
import { readFileSync } from "node:fs";

/** Of each package the texts that are replaced. A build fails where one is not there any more. */
const CHANGES = [
  {
    // Only commands that are programs of their own are spawned.
    file: /[\\/]commander[\\/]lib[\\/]command\.js$/,
    texts: {
      "const childProcess = require('node:child_process');":
        "const childProcess = { spawn: (...args) => require('node:child_process').spawn(...args) };",
    },
  },
  {
    // Both load the platform's fetch, of 10 ms. Its adapter looks again when it is used, and the clients use the one of node:http;
    // its FormData is known by its tag as well.
    file: /[\\/]axios[\\/]dist[\\/]node[\\/]axios\.cjs$/,
    texts: {
      "\ngetFetch();\n": "\n",
      "typeof G.FormData !== 'undefined' ? G.FormData : undefined": "undefined",
    },
  },
];

function replaced(path, texts) {
  return Object.entries(texts).reduce(
    (contents, [from, to]) => {
      const [before, after, ...more] = contents.split(from);
      if (after === undefined || more.length > 0)
        throw new Error(`put-off: ${path} does not have this once: ${from.trim()}`);
      return before + to + after;
    },
    readFileSync(path, "utf8"),
  );
}

/** An esbuild plugin. */
export const putOff = {
  name: "put-off",
  setup(build) {
    for (const { file, texts } of CHANGES)
      build.onLoad({ filter: file }, ({ path }) => ({ contents: replaced(path, texts) }));
  },
};
