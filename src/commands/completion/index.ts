/** A script for each shell, and the names that they ask for. */
import { NAME_KINDS, type NameKind, type ShellName } from "../../cli/command.ts";
import { PdqbError } from "../../domain/errors.ts";
import { invoiceName } from "../../domain/invoice/invoice.ts";
import { knownDeals, newestInvoices } from "../../usecases/invoices/known-names.ts";
import { presets } from "../../usecases/setup/presets.ts";
import { type Context, defineCommand } from "../context.ts";

/** A shell expands what it completes from: what it might take for more than a name is not offered. */
const PLAIN = /^[\w.][\w.@+-]*$/;

const completionNames = defineCommand({
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
      isExact: true,
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

/** `install`: how the script is put to use. */
const completionFor = (shell: ShellName, { install }: { install: string }) =>
  defineCommand({
    name: shell,
    summary: `Print the completion script for ${shell}`,
    description: `${install}\n\nWrite it again after an update of pdqb, if it is kept in a file.`,
    effect: "local",
    flags: {},
    examples: [`pdqb completion ${shell}`],
    async run({ completionScript, show }) {
      const script = await completionScript(shell);
      await show({ json: { shell, script }, text: () => script, isExact: true });
    },
  });

export const verbs = [
  completionFor("bash", {
    install: `Once, for every new shell:
  echo 'eval "$(pdqb completion bash)"' >> ~/.bashrc
Or, where the package bash-completion is installed, loaded at the first use:
  mkdir -p ~/.local/share/bash-completion/completions
  pdqb completion bash > ~/.local/share/bash-completion/completions/pdqb
Only for this shell: eval "$(pdqb completion bash)"`,
  }),
  completionFor("zsh", {
    install: `Once, for every new shell (compinit has to run before it):
  echo 'eval "$(pdqb completion zsh)"' >> ~/.zshrc
Or as a file in a folder of your fpath, loaded at the first use:
  pdqb completion zsh > ~/.zfunc/_pdqb
where ~/.zshrc says, before compinit: fpath=(~/.zfunc $fpath)`,
  }),
  completionFor("fish", {
    install: `Once, for every new shell:
  pdqb completion fish > ~/.config/fish/completions/pdqb.fish
Only for this shell: pdqb completion fish | source`,
  }),
  completionNames,
];
