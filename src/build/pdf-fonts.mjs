// pdfkit asks Node for the measures of its standard fonts by a name of its own package, which a bundle does not have; and what
// reads fonts and pictures from files, which the practice invoices have none of, is most of its size.
import { readFileSync } from "node:fs";

const UNUSED = /^(fontkit|png-js)$/;

/** An esbuild plugin: the two faces that the invoices use, and nothing that reads files. */
export const pdfFonts = {
  name: "pdf-fonts",
  setup(build) {
    build.onLoad({ filter: /[\\/]pdfkit[\\/]js[\\/]pdfkit\.node\.mjs$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(
        /require\$1\('#standard-fonts\/(Helvetica(?:Bold)?)'\)/g,
        "require('./standard-fonts/$1.cjs')",
      ),
    }));
    build.onResolve({ filter: UNUSED }, ({ path }) => ({ path, namespace: "unused" }));
    build.onLoad({ filter: /.*/, namespace: "unused" }, () => ({
      contents: "export default {}; export const create = undefined;",
    }));
  },
};
