/** HTML in which every value is text: only what `html` made is taken as markup. */
import { dropControls } from "../text.ts";

export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Value = string | number | Html | readonly Html[];

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A tag for templates: `html\`<td>${title}</td>\``. */
export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  return new Html(
    parts
      .map((part, index) => `${part}${index < values.length ? textOf(values[index] ?? "") : ""}`)
      .join(""),
  );
}

function textOf(value: Value): string {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(textOf).join("");
  return dropControls(String(value)).replace(/[&<>"']/g, (one) => ENTITIES[one] ?? "");
}
