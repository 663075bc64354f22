import { expect, test } from "vitest";
import type { Ports } from "../../../src/ports.ts";
import { remembered } from "../../../src/usecases/books/books-cache.ts";

test("what was missing is asked for again, what was found is not", async () => {
  const kept = new Map<string, string>();
  const ledger = {
    cached: async (name: string) => kept.get(name),
    cache: async (name: string, value: string) => void kept.set(name, value),
  };
  const ports = { ledger } as unknown as Pick<Ports, "quickbooks" | "ledger">;
  const answers = [null, "1.25", "9.99"];
  const ask = () => remembered(ports, "rate/EUR", async () => answers.shift());
  expect(await ask()).toBeNull();
  expect(await ask()).toBe("1.25");
  expect(await ask()).toBe("1.25");
});
