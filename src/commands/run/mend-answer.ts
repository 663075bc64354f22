/** What an answer comes to: a link, which counts for all deals, or flags of the invoices that wait for it. */
import { decimal } from "../../domain/money/money.ts";
import type { RunFlags } from "../../domain/run/run.ts";
import { linkCustomer, linkItem, linkTax } from "../../usecases/books/link-books.ts";
import { typedFlags } from "../../usecases/plan/create-command.ts";
import type { Answers, CreateInput } from "../../usecases/plan/create-input.ts";
import { customerSource, itemLinkOf } from "../../usecases/plan/deal-facts.ts";
import type { Planned, Planner } from "../../usecases/plan/planner.ts";
import type { MendAnswer } from "../../usecases/runs/mend-run.ts";
import { changeSetting } from "../../usecases/setup/change-setting.ts";
import type { Context } from "../context.ts";

/** What was asked about, and what was answered. */
export type Asked = {
  planner: Planner;
  input: CreateInput;
  answers: Answers;
  plan: Extract<Planned, { outcome: "planned" }>["plan"];
};

/** Links are kept at once. Throws refused for what cannot be linked. */
export async function answerOf(context: Context, asked: Asked): Promise<MendAnswer> {
  const { input, answers } = asked;
  const given: CreateInput = {
    ...input,
    ...answers.details,
    ...(answers.notDuplicate && { notDuplicate: true }),
    ...(answers.replaceVoided && { again: true as const }),
    ...(await customerFlags(context, asked)),
    links: [...input.links, ...(await lineLinks(context, asked))],
    ...(await taxFlags(context, asked)),
  };
  const { incomeAccount } = answers;
  if (incomeAccount) {
    const profile = await context.profileName();
    const value = incomeAccount.id;
    await changeSetting(context.ports, { profile, name: "item.income-account", value });
  }
  const createsItem = [...answers.items.values()].some((item) => "create" in item);
  return { flags: changed(typedFlags(input), typedFlags(given)), createsItem };
}

const changed = (before: RunFlags, after: RunFlags): RunFlags =>
  Object.fromEntries(
    Object.entries(after).filter(
      ([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value),
    ),
  );

/** One that is in the books is linked, unless a flag names the customer of this deal. */
async function customerFlags(
  { ports }: Context,
  { planner, input, answers: { customer, newCustomerName } }: Asked,
): Promise<Partial<CreateInput>> {
  if (!customer) return newCustomerName === undefined ? {} : { newCustomer: newCustomerName };
  if ("create" in customer)
    return { newCustomer: newCustomerName ?? customer.create.name, customer: undefined };
  const source = customerSource(planner.facts());
  if (!source || input.customer !== undefined || input.newCustomer !== undefined)
    return { customer: customer.id, newCustomer: undefined };
  const { kind, id } = source;
  await linkCustomer(ports, { source: kind, id, customer: customer.id, dryRun: false });
  return {};
}

/** Lines of a product are linked by it, in the place of a link that is there; others by a flag. */
async function lineLinks(
  { ports }: Context,
  { planner, answers: { items } }: Asked,
): Promise<CreateInput["links"]> {
  const links = await ports.ledger.itemLinks();
  const flags: CreateInput["links"] = [];
  for (const [at, item] of items) {
    const line = planner.lineAt(at);
    if (!line || "create" in item) continue;
    if (line.productId === null) flags.push({ line: String(at), item: item.id });
    else {
      const variationId = itemLinkOf(links, line)?.variationId ?? null;
      const product = String(line.productId);
      await linkItem(ports, { product, variationId, item: item.id, dryRun: false });
    }
  }
  return flags;
}

/** Of several codes of one percent, the one that was chosen says nothing of other customers. */
async function taxFlags(
  { ports }: Context,
  { planner, plan, answers: { taxCodes } }: Asked,
): Promise<Partial<CreateInput>> {
  let flags: Partial<CreateInput> = {};
  for (const [percent, { id: code }] of taxCodes) {
    const isShared = planner.taxCandidates(percent).length < 2;
    const own = plan.customer?.id ?? undefined;
    if (!isShared && own === undefined) flags = { taxCode: code };
    else
      await linkTax(ports, {
        ...{ percent: decimal(percent), code, dryRun: false },
        customer: isShared ? undefined : own,
      });
  }
  return flags;
}
