/** Names and texts of the services may hold line breaks; shown as they are, they could pass for lines of our own. */

const BREAKS = /[ \t]*(?:\r\n|[\n\r\v\f\u0085\u2028\u2029])[ \t]*/g;

/** The text on one line, each break as a visible mark. */
export function oneLine(text: string): string {
  return text.replace(BREAKS, " ⏎ ");
}
