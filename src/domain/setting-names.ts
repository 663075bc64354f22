/** Every named setting (`pdqb config set NAME VALUE`): what it takes, its default, and what it does. */

export type SettingName = keyof typeof SETTINGS;

import { invoiceLimits } from "./invoice/invoice-limit.ts";

type SettingSpec = {
  takes: readonly string[] | "text" | "port" | "amounts";
  default: string;
  about: string;
};

export const SETTINGS = {
  "match.items": spec(
    ["ask", "exact"],
    "ask",
    "take an item of the same SKU or name without asking",
  ),
  "match.customers": spec(
    ["ask", "exact"],
    "ask",
    "take a customer of the same name or tax ID unasked",
  ),
  "customer.update": spec(
    ["ask", "always", "never"],
    "ask",
    "whether address, e-mail and tax ID of a customer follow Pipedrive",
  ),
  "match.tax": spec(
    ["ask", "exact"],
    "ask",
    "take the only tax code of a rate unasked, never one of 0 %",
  ),
  "deal.open": spec(["warn", "refuse"], "warn", "what invoicing a deal that is still open means"),
  "deal.lost": spec(["warn", "refuse"], "refuse", "what invoicing a lost deal means"),
  "allow.create": spec(["true", "false"], "true", "whether invoices may be created"),
  "allow.void": spec(["true", "false"], "true", "whether invoices may be voided"),
  "allow.delete": spec(["true", "false"], "true", "whether invoices may be deleted"),
  "reason.required": spec(
    ["true", "false"],
    "false",
    "whether voiding and deleting need a --reason",
  ),
  "limit.invoice": spec(
    "amounts",
    "",
    "largest invoice outside an approved run, for each currency: 10000 EUR, 12000 USD",
  ),
  "run.approval": spec(
    ["none", "required", "second"],
    "none",
    "whether a run needs an approval, or a second person's, before it is applied",
  ),
  "tax.us": spec(["quickbooks", "deal"], "quickbooks", "who decides on US sales tax"),
  "tax.rounding": spec(
    ["per_rate", "per_line"],
    "per_rate",
    "where QuickBooks rounds the tax of net prices",
  ),
  "discount.order": spec(
    ["value", "sequence", "percentages_first", "amounts_first", "total"],
    "value",
    "in which order a deal's discounts are taken off where its value does not settle it",
  ),
  "discount.base": spec(
    ["value", "before", "after"],
    "value",
    "whether an amount off a deal is of its prices before or after tax, where its value has tax",
  ),
  "discount.tax": spec(
    ["before", "after"],
    "before",
    "whether QuickBooks takes an invoice's discount off before tax; if not, lines are lowered",
  ),
  "void.paid": spec(
    ["unlink", "refuse"],
    "unlink",
    "what QuickBooks does with the void of a paid invoice",
  ),
  "delete.paid": spec(
    ["unlink", "refuse"],
    "unlink",
    "what QuickBooks does with the delete of a paid invoice",
  ),
  "item.income-account": spec("text", "", "income account (id or name) of items that pdqb makes"),
  "callback.port": spec("port", "53682", "port of the login's return address"),
  "redirect.pipedrive": spec("text", "", "return address registered at Pipedrive"),
  "redirect.quickbooks": spec("text", "", "return address registered at Intuit"),
} as const satisfies Record<string, SettingSpec>;

function spec(takes: SettingSpec["takes"], standard: string, about: string): SettingSpec {
  return { takes, default: standard, about };
}

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(SETTINGS, name);
}

/** What is wrong with a value for this setting, or undefined. */
export function settingFault(name: SettingName, value: string): string | undefined {
  const { takes } = SETTINGS[name] as SettingSpec;
  if (takes === "text") return undefined;
  if (takes === "amounts")
    return invoiceLimits(value) ? undefined : "it takes amounts such as 10000 EUR, 12000 USD";
  if (takes === "port") {
    const port = Number(value);
    const fits = /^\d+$/.test(value) && port >= 1 && port <= 65_535;
    return fits ? undefined : "a port is a whole number from 1 to 65535";
  }
  return takes.includes(value) ? undefined : `it takes ${takes.join(" or ")}`;
}
