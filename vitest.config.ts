import { relative } from "node:path";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that change what a process has of its own: the shared axios without pdqb's handlers, proxies, the umask. */
const ALONE = ["test/practice/**/*.test.ts", "test/adapters/**/*.test.ts", "test/build/*.test.ts"];
/** Minutes each: npm run test:long. */
const LONG = "test/long/*.test.ts";
const isLong = process.argv.some((argument) => argument.includes("test/long"));

/** Where the long files are, so that none of them begins when all others have ended. */
const FOLDERS = ["acceptance", "properties", "usecases", "cli", "practice"];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const [, folder = ""] = relative(import.meta.dirname, moduleId).split("/");
      return FOLDERS.includes(folder) ? FOLDERS.indexOf(folder) : FOLDERS.length;
    };
    const ranked = (await super.sort(files)).map((file) => ({ file, rank: rank(file) }));
    // What shares a process comes first: a file with one of its own would end it.
    const order = ({ file, rank }: (typeof ranked)[number]) =>
      rank + (file.project.name === "alone" ? 100 : 0);
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
          exclude: [...ALONE, ...(isLong ? [] : [LONG])],
        },
      },
      { extends: true, test: { name: "alone", include: ALONE } },
    ],
  },
});
