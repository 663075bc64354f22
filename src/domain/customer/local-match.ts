/** Which of all customers a query by name, e-mail or pattern would find: for many of them at once. */
import type { Customer } from "../books.ts";

type Match = { name?: string; email?: string; like?: string };

/** Active ones by exact display name, by e-mail, or by a name pattern with `%`; text without regard to case, as QuickBooks compares it. */
export function matchingCustomers(all: readonly Customer[]): (match: Match) => Customer[] {
  const active = all
    .filter((customer) => customer.active)
    .map((customer) => ({
      customer,
      name: plain(customer.name),
      fullName: plain(customer.fullName),
      email: plain(customer.email ?? ""),
    }));
  return (match) => {
    const [name, email] = [match.name, match.email].map((text) => text && plain(text));
    const pattern = match.like === undefined ? undefined : patternOf(match.like);
    return active
      .filter(
        (one) =>
          one.name === name ||
          one.fullName === name ||
          one.email === email ||
          pattern?.test(one.name),
      )
      .map(({ customer }) => customer);
  };
}

function patternOf(like: string): RegExp {
  const parts = plain(like).split("%");
  const escaped = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${escaped.join(".*")}$`, "su");
}

const plain = (text: string) => text.normalize("NFC").toLowerCase();
