export type SurveyedFile = {
  text: string;
  lines: number;
  imports: { target: string; kind: "static" | "lazy" }[];
  functions: { name: string; line: number; lines: number; parameters: number }[];
  /** Exported functions and types that no docstring stands above. */
  bare: string[];
};
export type Survey = Map<string, SurveyedFile>;
export function sources(root: string): [file: string, text: string][];
export function survey(root: string): Survey;
export function ownImports(files: Survey, file: string, options?: { lazy?: boolean }): string[];
export function chains(files: Survey): Map<string, string[]>;
