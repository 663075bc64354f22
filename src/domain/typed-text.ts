/** Text that a person typed, in a flag, a preset or at a question: trimmed, and refused where it cannot be meant. */
import { PdqbError } from "./errors.ts";
import type { TextRule } from "./text-rule.ts";
import { textFault } from "./text-rule.ts";

/** The text without blanks around it. Throws usage, naming `flag`, where it does not follow the rule. */
export function typedText(flag: string, text: string, rule: TextRule = {}): string {
  const fault = textFault(text, rule);
  if (fault === undefined) return text.trim();
  throw new PdqbError("usage", `${flag} ${fault}.`);
}
