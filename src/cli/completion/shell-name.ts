/** Shells with completion. */

export type ShellName = "bash" | "zsh" | "fish";
