/** What a plan's choices make pdqb remember: the links that later invoices will use, each with the command that undoes it. */

import type { Account } from "../../domain/books.ts";
import type { ProductId } from "../../domain/ids.ts";
import { contactOf } from "../../domain/plan/customer-key.ts";
import type { InvoicePlan } from "../../domain/plan/invoice-plan.ts";
import type { Remember } from "../../domain/plan/remember.ts";

export type Remembered = {
  kind: "customer" | "item" | "tax_code" | "income_account";
  from: string;
  to: string;
  undo: string;
};

type Confirmed = { plan: InvoicePlan; remember: Remember; account?: Account | undefined };

export function remembered({ plan, remember, account }: Confirmed): Remembered[] {
  const items = remember.items.map(({ productId, itemName }): Remembered => {
    const line = plan.lines.find((one) => one.productId === productId);
    return item(productId, line?.productName ?? `product ${productId}`, itemName);
  });
  const made = plan.lines.flatMap(({ item: known, newItem, productId, productName }) =>
    known === null && newItem && productId !== null
      ? [item(productId, productName, `${newItem.name} (new)`)]
      : [],
  );
  const taxes = remember.taxes.map(({ percent, taxCodeName }) => tax(percent, taxCodeName, ""));
  const customerTaxes = remember.customerTaxes.map(({ percent, taxCodeName }) =>
    tax(percent, `${taxCodeName} for ${plan.customer?.name ?? "this customer"}`, whose(plan)),
  );
  const accounts = account
    ? [
        {
          kind: "income_account" as const,
          from: "new items",
          to: `income account ${account.name}`,
          undo: "pdqb config unset item.income-account",
        },
      ]
    : [];
  const all = [...customer(plan, remember), ...items, ...made, ...taxes, ...customerTaxes];
  const seen = new Set<string>();
  return [...all, ...accounts].filter(({ kind, from }) => {
    const isNew = !seen.has(`${kind} ${from}`);
    seen.add(`${kind} ${from}`);
    return isNew;
  });
}

/** `Will be remembered: Setup fee → Hours, senior; 25.5 % → ALV 25.5%`, empty where nothing is. */
export function rememberedText(confirmed: Confirmed, verb = "Will be remembered"): string {
  const all = remembered(confirmed).map(({ from, to }) => `${from} → ${to}`);
  return all.length === 0 ? "" : `${verb}: ${all.join("; ")}`;
}

function customer(
  { customer: chosen, customerSource }: InvoicePlan,
  { customer: isKept, replacedCustomerId }: Remember,
): Remembered[] {
  const { kind, id } = contactOf(customerSource);
  if (!isKept || !chosen || id === null || chosen.id === replacedCustomerId) return [];
  return [
    {
      kind: "customer",
      from: customerSource.name,
      to: chosen.id === null ? `${chosen.name} (new)` : chosen.name,
      undo: `pdqb customer unlink --${kind} ${id}`,
    },
  ];
}

const item = (productId: ProductId, from: string, to: string): Remembered => ({
  kind: "item",
  from,
  to,
  undo: `pdqb product unlink ${productId}`,
});

const tax = (percent: string, to: string, whom: string): Remembered => ({
  kind: "tax_code",
  from: `${percent} %`,
  to,
  undo: `pdqb tax unlink ${percent}${whom}`,
});

const whose = ({ customer: chosen }: InvoicePlan) =>
  chosen?.id ? ` --customer ${chosen.id}` : " --customer <customer>";
