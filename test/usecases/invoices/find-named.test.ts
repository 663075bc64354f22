// Users, pipelines and organizations by what a person calls them: one that fits is taken, of several none.
import { describe, expect, it } from "vitest";
import { idNamed } from "../../../src/usecases/invoices/find-named.ts";
import { connected, data } from "../../adapters/pipedrive/support.ts";

const PIPELINES = [
  { id: 1, name: "Projects" },
  { id: 2, name: "Project ideas" },
  { id: 3, name: "Service" },
  { id: 4, name: "Service" },
];

async function named(
  text: string,
  kind: Parameters<typeof idNamed>[1] = "pipeline",
  rows = PIPELINES,
) {
  const { pipedrive, requests } = await connected(() => data(rows));
  const found = await idNamed(pipedrive, kind, text).catch((error) => ({
    ...{ kind: error.kind, message: error.message, reason: error.reason, next: error.next },
  }));
  return { found, calls: requests.length };
}

it("an id is taken as it is, and nobody is asked", async () => {
  expect(await named("42")).toEqual({ found: 42, calls: 0 });
});

describe("a name", () => {
  it.each([
    ["PROJECTS", 1],
    ["ideas", 2],
    ["project ideas", 2],
  ])("%s is that of one", async (text, id) => {
    expect((await named(text)).found).toBe(id);
  });

  it("that stands whole in one comes before those that hold it", async () => {
    const rows = [...PIPELINES, { id: 5, name: "Project" }];
    expect((await named("project", "pipeline", rows)).found).toBe(5);
  });

  it("that several hold is refused with each of them", async () => {
    expect((await named("proj")).found).toMatchObject({
      kind: "usage",
      message: '--pipeline "proj" may be one of several.',
      reason: "Projects (1)\nProject ideas (2)",
      next: ["--pipeline Projects", "--pipeline 'Project ideas'"],
    });
  });

  it("that two share whole leads to their ids", async () => {
    expect((await named("service")).found).toMatchObject({
      next: ["--pipeline 3", "--pipeline 4"],
    });
  });

  it("that nobody has is not found, and five that there are stand beside it", async () => {
    const rows = [...PIPELINES, { id: 5, name: "A" }, { id: 6, name: "B" }];
    const { found } = await named("retail", "pipeline", rows);
    expect(found).toMatchObject({
      ...{ kind: "not_found", message: 'Pipedrive has no pipeline called "retail".' },
      next: ["Projects", "'Project ideas'", "3", "4", "A"].map((one) => `--pipeline ${one}`),
    });
  });

  it("of one letter is refused before anybody is asked", async () => {
    expect(await named("A")).toMatchObject({ found: { kind: "usage" }, calls: 0 });
  });
});
