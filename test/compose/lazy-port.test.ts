// A port that loads its adapter at the first call is used as the adapter itself is.
import { expect, it } from "vitest";
import { lazyPort } from "../../src/compose/lazy-port.ts";

type Port = { answer(of: number): Promise<number>; pages(): AsyncIterable<number[]> };

function portOf(adapter: Port) {
  let loads = 0;
  const port = lazyPort<Port>(async () => {
    loads += 1;
    return adapter;
  });
  return { port, loads: () => loads };
}

const adapter: Port = {
  answer: async (of) => of * 2,
  async *pages() {
    yield [1, 2];
    yield [3];
  },
};

it("answers promises and gives pages, loading once and not before", async () => {
  const { port, loads } = portOf(adapter);
  expect(loads()).toBe(0);
  expect(await port.answer(21)).toBe(42);
  const pages: number[][] = [];
  for await (const page of port.pages()) pages.push(page);
  expect(pages).toEqual([[1, 2], [3]]);
  expect(loads()).toBe(1);
});

it("fails as the adapter fails", async () => {
  const broken = portOf({
    ...adapter,
    answer: async () => {
      throw new RangeError("no answer");
    },
    async *pages() {
      yield [1];
      throw new RangeError("no more pages");
    },
  });
  await expect(broken.port.answer(1)).rejects.toThrow("no answer");
  await expect(
    (async () => {
      for await (const _page of broken.port.pages());
    })(),
  ).rejects.toThrow("no more pages");
});

it("is no promise itself", async () => {
  const { port } = portOf(adapter);
  expect(await Promise.resolve(port)).toBe(port);
});
