import type { DealLine } from "../../domain/deal/deal.ts";
import { once, onceEach } from "../../domain/once.ts";
import type { PlanFacts } from "../../domain/plan/plan-facts.ts";
import { freeNumber } from "../books/free-number.ts";
import { findItem, itemCandidates } from "../books/match-books.ts";
import type { CreateInput } from "./create-input.ts";
import { customerCandidates, wantedCustomer } from "./customer-candidates.ts";
import type { PlanLookups } from "./look-ups.ts";
import type { PlanPorts } from "./plan-reading.ts";

type Wanting = {
  facts: PlanFacts;
  input: CreateInput;
  /** Lines that no item is linked to. */
  unlinked: DealLine[];
};

/** Look-ups of one deal; none asks before it is called. */
export function planLookups(ports: PlanPorts, { facts, input, unlinked }: Wanting): PlanLookups {
  const products = once(() =>
    ports.pipedrive.products(unlinked.flatMap(({ productId }) => productId ?? [])),
  );
  const product = async (line: DealLine) =>
    (await products()).find(({ id }) => id === line.productId);
  const candidates = once(async () => {
    const known = unlinked.map(async (line) => ({ line, product: await product(line) }));
    return itemCandidates(ports, await Promise.all(known));
  });
  const wanted = wantedCustomer(facts, input);
  return {
    product,
    itemCandidates: async (position) => {
      const line = facts.lines[position - 1];
      return line ? (await candidates())(line) : [];
    },
    customerCandidates: once(() => customerCandidates(ports, wanted)),
    nameHolders: onceEach((name) => ports.quickbooks.nameHolders(name)),
    classes: once(() => ports.quickbooks.classes()),
    locations: once(() => ports.quickbooks.locations()),
    freeNumber: once(() => freeNumber(ports)),
    findItem: onceEach((text) => findItem(ports, text)),
  };
}
