/** A script for each shell, and the names that they ask for. */
import { completionNames } from "./names.ts";
import { completionFor } from "./script.ts";

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
