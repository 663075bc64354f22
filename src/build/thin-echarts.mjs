// echarts brings every kind of chart with it. In the bundle it holds those alone that our charts name: half of its size.
import { readFileSync } from "node:fs";

const IMPORT = /import \{([^}]+)\} from "echarts\/(?:charts|components|renderers)"/g;

/** An esbuild plugin. `chart`: the file that names the kinds. */
export function thinEcharts(chart) {
  const named = [...readFileSync(chart, "utf8").matchAll(IMPORT)].flatMap(([, names]) =>
    names.split(","),
  );
  const names = named.map((name) => name.trim().split(" as ")[0]);
  const isNamed = (line) => names.some((name) => line.includes(` as ${name} `));
  return {
    name: "thin-echarts",
    setup(build) {
      build.onLoad(
        { filter: /[\\/]echarts[\\/]lib[\\/]export[\\/](charts|components|renderers)\.js$/ },
        ({ path }) => ({
          contents: readFileSync(path, "utf8").split("\n").filter(isNamed).join("\n"),
        }),
      );
    },
  };
}
