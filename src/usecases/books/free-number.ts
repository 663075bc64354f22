/** The next free number, where a company numbers its invoices itself (docs/quickbooks.md 4.6, docs/design.md 11). */
import { numberKey } from "../../domain/invoice/invoice.ts";
import { nextNumber } from "../../domain/invoice/next-number.ts";
import type { Ledger } from "../../ports/ledger.ts";
import type { QuickBooks } from "../../ports/quickbooks.ts";
import { namedInBody } from "./invoice-body.ts";

/** How far past numbers that are used already, by hand or long ago. */
const TRIES_MAX = 50;

/** Null where no invoice has a number to count on from. `reserved`: numbers of invoices that are on their way. */
export async function freeNumber(
  { quickbooks }: { quickbooks: QuickBooks },
  reserved: (string | null)[] = [],
): Promise<string | null> {
  const taken = new Set(reserved.map(numberKey));
  let next = nextNumber([...(await quickbooks.newestNumbers()), ...reserved]);
  for (let tries = 0; next !== null && tries < TRIES_MAX; tries += 1) {
    const isTaken = (await quickbooks.invoicesByNumber(next)).length > 0;
    if (!isTaken && !taken.has(numberKey(next))) return next;
    next = nextNumber([next]);
  }
  return null;
}

/** Runs `work` with a number that nobody else of this ledger takes: the lock is held until it is on its way. */
export async function withNumber<T>(
  ports: { quickbooks: QuickBooks; ledger: Ledger },
  planned: string | null,
  work: (number: string | null) => Promise<T>,
): Promise<T> {
  if (planned === null) return work(null);
  return ports.ledger.exclusive("invoice/number", async () => {
    const open = await ports.ledger.intents({ state: "open" });
    // Of all kinds an invoice alone has a marker.
    const invoices = open.filter(({ marker }) => marker !== null);
    const reserved = invoices.map(({ body }) => namedInBody(body).number ?? null);
    return work(await freeNumber(ports, reserved));
  });
}
