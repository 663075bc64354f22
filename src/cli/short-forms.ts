/** The one-letter forms; the long form always exists. */
export const SHORT_FORMS: Readonly<Record<string, string>> = {
  yes: "y",
  help: "h",
  output: "o",
};
