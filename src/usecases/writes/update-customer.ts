/** Puts into the customer what the plan shows as changes, as a sparse update of the version that stands in the books now. */
import type { Customer } from "../../domain/books.ts";
import {
  changesText,
  customerChanges,
  customerUpdate,
} from "../../domain/customer/customer-changes.ts";
import { PdqbError, SAME_COMMAND, ServiceError, type Warning } from "../../domain/errors.ts";
import type { CustomerId } from "../../domain/ids.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import type { WritePorts } from "../../ports.ts";
import { customerById } from "../books/match-books.ts";
import { writeOnce } from "./engine.ts";
import { customerUpdateKind } from "./kinds/customer-update.ts";

const ATTEMPTS_MAX = 3;
/** Somebody else changed the customer between our read and our write. */
const STALE = "5010";

/** What was done, in words; a warning where the books do not show it. */
export async function updateCustomer(
  ports: WritePorts,
  plan: InvoicePlan,
): Promise<{ made?: string; warnings: Warning[] }> {
  const id = plan.customer?.id;
  if (!id || plan.customerUpdate?.decision !== "update") return { warnings: [] };
  const key = `customer-update/${id}`;
  return ports.ledger.exclusive(key, async () => {
    await endEarlier(ports, key);
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await updateOnce(ports, plan, { id, key });
      } catch (error) {
        const isStale = error instanceof ServiceError && error.codes.includes(STALE);
        if (!isStale || error.fate !== "refused" || attempt === ATTEMPTS_MAX) throw error;
      }
    }
  });
}

async function updateOnce(
  ports: WritePorts,
  plan: InvoicePlan,
  { id, key }: { id: string; key: string },
): ReturnType<typeof updateCustomer> {
  const { country } = plan.company;
  const block = plan.customerUpdate?.block ?? { address: null, email: null, taxId: null };
  const changesOf = (customer: Customer) =>
    customerChanges(customer, customerUpdate(customer, block, country), country);
  const before = await read(ports, id);
  const changes = changesOf(before);
  if (changes.length === 0) return { warnings: [] };
  const text = changesText(changes);
  const written = await writeOnce(ports, customerUpdateKind, {
    key,
    input: { customer: before, update: customerUpdate(before, block, country), country },
    dealId: plan.deal.id,
    summary: `customer "${before.name}" (id ${id}; ${text})`,
    async find() {
      const now = await read(ports, id);
      return changesOf(now).length === 0 ? now : undefined;
    },
    follows: { target: id },
  });
  const made = `update of customer "${before.name}" (id ${id}): ${text}`;
  const left = changesOf(written);
  if (left.length === 0) return { made, warnings: [] };
  const message = `QuickBooks did not keep all of the customer's update: ${changesText(left)}.`;
  return { made, warnings: [{ code: "customer_differs", message }] };
}

/** One that an earlier run left unanswered is not sent again: whether it was done is seen in the customer itself. */
async function endEarlier({ ledger }: WritePorts, key: string): Promise<void> {
  for (const open of await ledger.intents({ key, state: "open" })) {
    const outcome = "left for the customer's next reading";
    await ledger.closeIntent(open.id, { state: "ended", outcome }, {});
  }
}

async function read(ports: WritePorts, id: CustomerId): Promise<Customer> {
  const customer = await customerById(ports, id);
  if (customer) return customer;
  throw new PdqbError("refused", `Customer ${id} is no longer in QuickBooks.`, {
    next: [SAME_COMMAND],
  });
}
