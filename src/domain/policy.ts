/** What the finance lead forbids, whatever a command asks for. */
import type { Problem } from "./errors.ts";

const RULES: Partial<Record<string, { setting: PolicySetting; act: string }>> = {
  invoice: { setting: "allow.create", act: "creating" },
  void: { setting: "allow.void", act: "voiding" },
  delete: { setting: "allow.delete", act: "deleting" },
};

type PolicySetting = "allow.create" | "allow.void" | "allow.delete";

/** `setting`: the value of a setting of the profile. Undefined: nothing forbids it. */
export function notAllowed(
  setting: (name: PolicySetting) => string | undefined,
  kind: string,
): Problem | undefined {
  const rule = RULES[kind];
  if (!rule || setting(rule.setting) !== "false") return undefined;
  return {
    code: "not_allowed",
    message: `The setting ${rule.setting} forbids ${rule.act} invoices.`,
    next: `pdqb config set ${rule.setting} true`,
  };
}

/** PDQB_READ_ONLY: a plan may still be looked at. */
export const READ_ONLY: Problem = {
  code: "not_allowed",
  message: "PDQB_READ_ONLY forbids every write.",
  next: "unset PDQB_READ_ONLY",
};
