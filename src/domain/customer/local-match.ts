/** Which of all customers a query by name, e-mail or pattern would find: for many of them at once. */
import type { Customer } from "../books.ts";

type Match = { name?: string; email?: string; like?: string };

/** Active ones by exact display name, by e-mail, or by a name pattern with `%`; text without regard to case, as QuickBooks compares it. */
export function matchingCustomers(
  all: readonly Customer[],
  { name, email, like }: Match,
): Customer[] {
  const pattern = like === undefined ? undefined : patternOf(like);
  return all.filter(
    (customer) =>
      customer.active &&
      ((name !== undefined && [customer.name, customer.fullName].some((one) => same(one, name))) ||
        (email !== undefined && same(customer.email ?? "", email)) ||
        pattern?.test(plain(customer.name))),
  );
}

function patternOf(like: string): RegExp {
  const parts = plain(like).split("%");
  const escaped = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${escaped.join(".*")}$`, "su");
}

const plain = (text: string) => text.normalize("NFC").toLowerCase();
const same = (one: string, other: string) => plain(one) === plain(other);
