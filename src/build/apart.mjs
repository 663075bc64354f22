// Packages that are large and needed by some commands alone stand in files of their own beside the program's, which is then
// small enough to be read whole at every start.
import { build } from "esbuild";

/** The files of dist/packages, and what each holds. Pipedrive's and QuickBooks' clients share the axios below them. */
const FILES = {
  services: ["axios", "pipedrive/v1", "pipedrive/v2", "node-quickbooks", "intuit-oauth"],
  prompts: ["inquirer", "@inquirer/core"],
  settings: ["conf"],
  postgres: ["pg"],
  "rich-text": ["html-to-text"],
  charts: ["echarts/core", "echarts/charts", "echarts/components", "echarts/renderers"],
  workbook: ["write-excel-file/node"],
};

const NOT_FOR_DEVELOPERS = { "process.env.NODE_ENV": '"production"' };

const NAMES = Object.values(FILES).flat();
/** Written as ES modules with a default export; the others are CommonJS. */
const MODULES = ["inquirer", "conf", "write-excel-file/node"];

/** Builds the files; resolves with the results of esbuild. */
export function buildApart(options) {
  return Promise.all(
    Object.entries(FILES).map(([file, names]) =>
      build({
        ...options,
        // Without advice to developers, whose examples of imports are taken for code.
        define: { ...options.define, ...(file === "charts" && NOT_FOR_DEVELOPERS) },
        stdin: {
          contents: names
            .map((name) => `exports["${name}"] = () => require("${name}");`)
            .join("\n"),
          resolveDir: options.absWorkingDir,
        },
        outfile: `dist/packages/${file}.cjs`,
      }),
    ),
  );
}

/** An esbuild plugin: the program takes these packages from their files. */
export const takeApart = {
  name: "take-apart",
  setup(builder) {
    const filter = new RegExp(`^(${NAMES.join("|")})$`);
    builder.onResolve({ filter }, ({ path }) => ({ path, namespace: "apart" }));
    builder.onResolve({ filter: /^\.\/packages\//, namespace: "apart" }, ({ path }) => ({
      path,
      external: true,
    }));
    builder.onLoad({ filter: /.*/, namespace: "apart" }, ({ path }) => {
      const [file] = Object.entries(FILES).find(([, names]) => names.includes(path));
      const taken = `require("./packages/${file}.cjs")["${path}"]()`;
      return {
        contents: MODULES.includes(path)
          ? `export default ${taken}.default;`
          : `module.exports = ${taken};`,
      };
    });
  },
};
