// The Pipedrive client's index loads some hundred classes where we use a dozen, which costs as much as a whole start of Node.
// In the bundle it holds only what our adapter names, and each part is loaded when it is touched.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const NAME = /\b([A-Z]\w*)ApiFactory\b/g;

/** An esbuild plugin. `adapter`: the folder whose files name the parts. */
export function thinPipedrive(adapter) {
  const names = new Set(
    readdirSync(adapter).flatMap((file) =>
      [...readFileSync(join(adapter, file), "utf8").matchAll(NAME)].map(([, name]) => name),
    ),
  );
  const lazy = (name, file) =>
    `Object.defineProperty(exports, "${name}", { enumerable: true, get: () => require("./${file}").${name} });`;
  return {
    name: "thin-pipedrive",
    setup(build) {
      build.onLoad(
        { filter: /[\\/]pipedrive[\\/]dist[\\/]versions[\\/]v\d[\\/]index\.js$/ },
        ({ path }) => {
          const there = new Set(readdirSync(join(dirname(path), "api")));
          const parts = [...names]
            .map((name) => [`${name}ApiFactory`, `${kebab(name)}-api`])
            .filter(([, file]) => there.has(`${file}.js`))
            .map(([factory, file]) => lazy(factory, `api/${file}`));
          return {
            contents: [
              'Object.defineProperty(exports, "__esModule", { value: true });',
              lazy("Configuration", "configuration"),
              ...parts,
            ].join("\n"),
          };
        },
      );
    },
  };
}

const kebab = (name) => name.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
