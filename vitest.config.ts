import { relative } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** They use the vendors' clients as those are: pdqb's adapters give the axios that both share handlers of their own. */
const VENDORS = [
  "test/practice/pipedrive/{refusals,walk}.test.ts",
  "test/practice/quickbooks/{books,oauth,other-clients,pdf,query,taxes,walk}.test.ts",
];
/** They change what a process has of its own: proxies, the umask, the environment; or use a vendor's client beside pdqb's. */
const ALONE = [
  "test/adapters/http.test.ts",
  "test/adapters/system/{files,child-env}.test.ts",
  "test/practice/complex-company.test.ts",
];
/** Minutes each: npm run test:long. */
const LONG = "test/long/*.test.ts";
const isLong = process.argv.some((argument) => argument.includes("test/long"));

/** Where the long files are, so that none of them begins when all others have ended. */
const FOLDERS = ["acceptance", "properties", "usecases", "cli", "practice"];

const PROJECTS = ["shared", "vendors", "alone"];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const [, folder = ""] = relative(import.meta.dirname, moduleId).split("/");
      return FOLDERS.includes(folder) ? FOLDERS.indexOf(folder) : FOLDERS.length;
    };
    const ranked = (await super.sort(files)).map((file) => ({ file, rank: rank(file) }));
    // What shares a process stands together: a file of another project would end it.
    const order = ({ file, rank }: (typeof ranked)[number]) =>
      rank + PROJECTS.indexOf(file.project.name) * 100;
    return ranked.sort((one, other) => order(one) - order(other)).map(({ file }) => file);
  }
}

export default defineConfig({
  test: {
    // A test is a whole conversation of programs, on two cores beside others.
    testTimeout: 30_000,
    globalSetup: "test/support/postgres-setup.ts",
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        // The files share the modules that one process has loaded: loading them anew cost a third of the suite.
        test: {
          name: "shared",
          isolate: false,
          include: ["test/**/*.test.ts"],
          exclude: [...VENDORS, ...ALONE, ...(isLong ? [] : [LONG])],
        },
      },
      { extends: true, test: { name: "vendors", isolate: false, include: VENDORS } },
      { extends: true, test: { name: "alone", include: ALONE } },
    ],
  },
});
