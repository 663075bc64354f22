/** Rich text of Pipedrive as the plain text that an invoice can show: its tags would be printed there as they are. */
import type { FieldValue, FieldValues } from "../../domain/deal/deal.ts";
import { withoutControls } from "../../domain/text-rule.ts";

/** Tags that Pipedrive's editor makes, and entities. Other text in angle brackets is what somebody typed. */
const MARKUP =
  /<\/?(?:p|br|div|span|b|strong|i|em|u|s|ul|ol|li|a|h[1-6]|blockquote|table|tbody|tr|td|th|font|script|style)(?:\s[^<>]*)?\/?>|&(?:nbsp|amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);/i;
const BLOCK = /<(?:p|br|div|ul|ol|li|h[1-6]|blockquote|table)\b/i;

const hasMarkup = (text: string) => MARKUP.test(text);

/** The library is loaded for the first text that has markup: most have none. */
export async function plainOf(text: string): Promise<string> {
  if (!hasMarkup(text)) return text;
  const { convert } = await import("html-to-text");
  const tight = { leadingLineBreaks: 1, trailingLineBreaks: 1 };
  const plain = convert(BLOCK.test(text) ? text : text.replaceAll("\n", "<br>"), {
    wordwrap: false,
    selectors: [
      { selector: "a", options: { ignoreHref: true } },
      { selector: "img", format: "skip" },
      { selector: "p", options: tight },
      { selector: "ul", options: { ...tight, itemPrefix: "- " } },
      { selector: "ol", options: tight },
      ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({
        selector,
        options: { ...tight, uppercase: false },
      })),
    ],
  });
  // An entity may stand for a control character.
  return withoutControls(plain).trim();
}

/** The same fields where none has markup. One that is empty without it is left out. */
export async function plainFields(fields: FieldValues): Promise<FieldValues> {
  if (!Object.values(fields).some(({ text }) => hasMarkup(text))) return fields;
  const plain: FieldValues = Object.create(null);
  for (const [code, value] of Object.entries(fields)) {
    const field: FieldValue = { ...value, text: await plainOf(value.text) };
    if (field.text !== "") plain[code] = field;
  }
  return plain;
}
