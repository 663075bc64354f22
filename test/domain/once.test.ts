import { expect, it } from "vitest";
import { once, onceEach } from "../../src/domain/once.ts";

it("asks once for each key, also while the first answer is on its way", async () => {
  const asked: string[] = [];
  const read = onceEach(async (key: string) => {
    asked.push(key);
    return key.length;
  });
  expect(await Promise.all([read("one"), read("three"), read("one")])).toEqual([3, 5, 3]);
  expect(asked).toEqual(["one", "three"]);
});

it("forgets a failure, and asks again", async () => {
  let asked = 0;
  const read = once(async () => {
    asked += 1;
    if (asked === 1) throw new Error("not now");
    return asked;
  });
  await expect(read()).rejects.toThrow("not now");
  expect([await read(), await read()]).toEqual([2, 2]);
});
