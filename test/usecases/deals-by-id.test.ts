// Deals by their ids: archived ones are in no list but their own, and many of them are not asked for one by one.
import { expect, it } from "vitest";
import type { Deal } from "../../src/domain/deal/deal.ts";
import { PdqbError } from "../../src/domain/errors.ts";
import { dealsById } from "../../src/usecases/billing/adopt-invoices.ts";

const ARCHIVED = [2, 3, 4];
const of = (id: number) => ({ id, isArchived: ARCHIVED.includes(id) }) as Deal;

async function read(ids: number[]) {
  const calls: string[] = [];
  const pipedrive = {
    async dealsByIds(asked: number[]) {
      calls.push(`list ${asked}`);
      return new Map(
        asked.filter((id) => id === 1 || id === 6).map((id) => [id, id === 1 ? of(id) : undefined]),
      );
    },
    async archivedDeals(asked: number[]) {
      calls.push(`archived ${asked}`);
      return new Map(asked.filter((id) => ARCHIVED.includes(id)).map((id) => [id, of(id)]));
    },
    async deal(id: number) {
      calls.push(`deal ${id}`);
      if (ARCHIVED.includes(id)) return of(id);
      throw new PdqbError("not_found", "There is no such deal.");
    },
  };
  const deals = await dealsById({ pipedrive: pipedrive as never }, ids);
  return { calls, deals: Object.fromEntries(deals) };
}

it("asks for one or two missing deals by themselves, and for more by the list of archived ones", async () => {
  expect(await read([1, 2])).toEqual({
    calls: ["list 1,2", "deal 2"],
    deals: { 1: of(1), 2: of(2) },
  });
  // The list says of the sixth that it was deleted.
  expect(await read([1, 6])).toEqual({ calls: ["list 1,6"], deals: { 1: of(1), 6: undefined } });
  expect(await read([1, 2, 3, 4, 5])).toEqual({
    calls: ["list 1,2,3,4,5", "archived 2,3,4,5", "deal 5"],
    deals: { 1: of(1), 2: of(2), 3: of(3), 4: of(4), 5: undefined },
  });
});
