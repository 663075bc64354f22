/** What is wrong with the customer of a plan, each problem naming both records and the command that mends it. */

import type { Customer, NameHolder } from "../books.ts";
import type { Problem } from "../errors.ts";
import type { CurrencyCode } from "../money/money.ts";
import { shellWord } from "../shell-word.ts";
import { areEmails } from "../text-rule.ts";

/** Whose customer it is at Pipedrive. */
export type ContactRecord = { kind: "organization" | "person"; id: number; name: string };

const linkCommand = ({ kind, id }: ContactRecord, customer = "<customer>") =>
  `pdqb customer link --${kind} ${id} --customer ${customer}`;

const recordText = ({ kind, id, name }: ContactRecord) => `${kind} ${id}, "${name}"`;

/** `contact`: null for a deal without organization and person. */
export function noCustomer(contact: ContactRecord | null): Problem {
  if (!contact) {
    return {
      code: "no_customer",
      message:
        "The deal has no organization and no person: add one in Pipedrive, or name the customer.",
      next: "--customer <customer>",
    };
  }
  return {
    code: "unlinked_customer",
    message: `No QuickBooks customer is linked to ${recordText(contact)}.`,
    next: linkCommand(contact),
  };
}

/** The link leads to a customer that the books do not have any more. */
export function goneCustomer(contact: ContactRecord, gone: { id: string; name: string }): Problem {
  return {
    code: "inactive_customer",
    message: `Customer "${gone.name}" (id ${gone.id}), linked to ${recordText(contact)}, is no longer in QuickBooks: it was deleted, or merged into another.`,
    next: linkCommand(contact),
  };
}

export function inactiveCustomer(
  { id, fullName: name, active }: Customer,
  contact: ContactRecord | null,
): Problem[] {
  if (active) return [];
  const whose = contact ? `, for ${recordText(contact)},` : "";
  return [
    {
      code: "inactive_customer",
      message: `Customer "${name}" (id ${id})${whose} is inactive in QuickBooks: make it active there, or choose another.`,
      next: contact ? linkCommand(contact) : "--customer <customer>",
    },
  ];
}

/** A merge leaves the old customer without its invoices: they are the surviving one's now. */
export function mergedInto(
  problem: Problem,
  contact: ContactRecord | null,
  survivor: { id: string; name: string },
): Problem {
  return {
    ...problem,
    message: `${problem.message} Its invoices are now those of customer "${survivor.name}" (id ${survivor.id}): it was merged into that one.`,
    next: contact ? linkCommand(contact, survivor.id) : `--customer ${survivor.id}`,
  };
}

/** One candidate is named in the command; of several none is taken by guess. */
export function withCandidates(
  problem: Problem,
  contact: ContactRecord,
  found: { id: string; name: string; reason: string; isSubOnly?: boolean }[],
): Problem {
  const candidates = found.map(({ id, name, reason }) => ({ id, name, reason }));
  const [first, ...more] = candidates;
  const isPutForward = more.length === 0 && !found[0]?.isSubOnly;
  if (!first && problem.code !== "unlinked_customer") return problem;
  if (!first) {
    const message = `${problem.message} To link one: ${linkCommand(contact)}`;
    return { ...problem, message, next: "--new-customer" };
  }
  const listed = candidates
    .slice(0, LISTED_MAX)
    .map(({ id, name, reason }) => `"${name}" (id ${id}, ${reason})`)
    .join(", ");
  return {
    ...problem,
    message: `${problem.message} ${more.length === 0 ? "It may be" : "It may be one of"} ${listed}.`,
    next: linkCommand(contact, isPutForward ? first.id : undefined),
    candidates,
  };
}

const LISTED_MAX = 5;

/** `inactive customer "Lumi Oy" (id 421)`. */
export function holderText({ list, id, name, active }: NameHolder): string {
  return `${active ? "" : "inactive "}${list.toLowerCase()} "${name}" (id ${id})`;
}

/** `currency`: the new customer's, where the books have several. Names are unique over customers, vendors and employees, inactive ones included: who holds it, and the way out. */
export function nameTaken(
  holder: NameHolder,
  wanted: string,
  contact: ContactRecord | null,
  currency: CurrencyCode | null = null,
): Problem {
  const { list, id, active } = holder;
  const link = contact ? linkCommand(contact, id) : `--customer ${id}`;
  const free = `${wanted} (${list === "Customer" ? (currency ?? "2") : "customer"})`;
  const another = `--new-customer ${shellWord(free)}`;
  const isCustomer = list === "Customer" && !holder.isSubCustomer;
  const isUsable = isCustomer && active;
  const ways = active
    ? `: use it, or take another name (${another})`
    : `: make it active there and use it (${link}), or take another name`;
  const advice = isCustomer ? ways : "";
  return {
    code: "name_taken",
    message: `The name "${wanted}" is used by ${holderText(holder)} in QuickBooks${advice}.`,
    // A deal in a foreign currency was not offered the holder, who is billed in another one.
    next: isUsable && currency === null ? link : another,
    suggestion: free,
  };
}

/** An address that QuickBooks refuses, and none where the invoice is to be sent (docs/quickbooks.md 9, error 6420). `own`: the customer's. */
export function emailProblems(
  email: string | null,
  { isSent, own }: { isSent: boolean; own: string | null },
): Problem[] {
  if (email !== null && !areEmails(email)) {
    return [
      {
        code: "missing_email",
        message: `"${email}" is not an e-mail address.`,
        next: "--email <address>",
      },
    ];
  }
  if (!isSent || email !== null || own !== null) return [];
  return [
    {
      code: "missing_email",
      message: "The invoice is to be sent, and neither Pipedrive nor the customer has an e-mail.",
      next: "--email <address>",
    },
  ];
}
