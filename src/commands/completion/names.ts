import { NAME_KINDS, type NameKind } from "../../cli/command.ts";
import { PdqbError } from "../../domain/errors.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import { knownDeals, newestInvoices } from "../../usecases/invoices/known-names.ts";
import { presets } from "../../usecases/setup/presets.ts";
import { type Context, defineCommand } from "../context.ts";

/** A shell expands what it completes from: what it might take for more than a name is not offered. */
const PLAIN = /^[\w.][\w.@+-]*$/;

export const completionNames = defineCommand({
  name: "names",
  summary: "Print names for the completion scripts, one a line",
  hidden: true,
  effect: "local",
  arguments: [{ name: "kind", summary: NAME_KINDS.join(" or "), required: true }],
  flags: {},
  examples: ["pdqb completion names profiles"],
  async run(context, { args: [kind = ""] }) {
    const known = NAME_KINDS.find((one) => one === kind);
    if (!known) {
      throw new PdqbError("usage", `"${kind}" is no kind of names.`, {
        reason: `Kinds: ${NAME_KINDS.join(", ")}`,
      });
    }
    const names = (await READERS[known](context)).filter((name) => PLAIN.test(name));
    await context.show({
      json: { names, complete: true },
      text: () => names.map((name) => `${name}\n`).join(""),
    });
  },
});

const READERS: Record<NameKind, (context: Context) => Promise<string[]>> = {
  profiles: async ({ ports }) => Object.keys((await ports.settings.read()).profiles),
  presets: async ({ ports, profileName }) =>
    (await presets(ports, await profileName())).map(([name]) => name),
  deals: async ({ ports }) => (await knownDeals(ports)).map(String),
  invoices: async ({ ports }) =>
    (await newestInvoices(ports)).map(({ invoice }) => invoiceName(invoice)),
  customers: async ({ ports }) => [
    ...new Set((await ports.ledger.customerLinks()).map(({ customerId }) => customerId)),
  ],
};
