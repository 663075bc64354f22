/** Reads the source as the compiler's parser sees it: what each file imports, and how large its functions are. */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix, sep } from "node:path";
import { parseAst } from "vitest/node";

const IMPORTS = /^(?:Import|ExportNamed|ExportAll)Declaration$/;
const DECLARATIONS = /^(?:Function|Class|TSTypeAlias|TSInterface)Declaration$/;
const FUNCTIONS = /^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/;
const CODE = /\.(?:ts|mjs|cjs|cts|mts)$/;

/** Every file of code below a folder, with slashes on every system. */
function codeFiles(root) {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => CODE.test(file) && !/\.d\.[cm]?ts$/.test(file))
    .map((file) => file.split(sep).join("/"))
    .sort();
}

/** The text of each file below `root`, by its path there. */
export function sources(root) {
  return codeFiles(root).map((file) => [file, readFileSync(join(root, file), "utf8")]);
}

/** What is known of each file below `root`, by its path there. */
export function survey(root) {
  return new Map(codeFiles(root).map((file) => [file, surveyFile(root, file)]));
}

function surveyFile(root, file) {
  const text = readFileSync(join(root, file), "utf8");
  const found = { text, lines: text.split("\n").length - 1, imports: [], functions: [], bare: [] };
  const lineOf = (position) => text.slice(0, position).split("\n").length;
  const note = (target, kind) => found.imports.push({ target: resolve(file, target), kind });
  const visit = (node, name) => {
    if (Array.isArray(node)) for (const child of node) visit(child, name);
    if (Array.isArray(node) || node === null || typeof node !== "object") return;
    if (IMPORTS.test(node.type) && node.source) note(node.source.value, "static");
    if (node.type === "ImportExpression" && node.source.type === "Literal")
      note(node.source.value, "lazy");
    if (node.type === "TSImportType") note(node.source?.value ?? "", "static");
    if (node.type === "ExportNamedDeclaration" && isUndocumented(node, text))
      found.bare.push(nameOf(node.declaration));
    if (FUNCTIONS.test(node.type) && node.body)
      found.functions.push({
        name: node.id?.name ?? name ?? "anonymous",
        line: lineOf(node.start),
        lines: lineOf(node.end) - lineOf(node.start) + 1,
        parameters: node.params.length,
      });
    const inner = node.id?.name ?? node.key?.name ?? name;
    for (const child of Object.values(node)) visit(child, inner);
  };
  visit(parseAst(text, { lang: "ts" }).body);
  return found;
}

function resolve(file, target) {
  return target.startsWith(".") ? posix.join(posix.dirname(file), target) : target;
}

function isUndocumented({ declaration, start }, text) {
  if (!declaration) return false;
  const isFunctionValue = declaration.declarations?.some(({ init }) =>
    FUNCTIONS.test(init?.type ?? ""),
  );
  if (!DECLARATIONS.test(declaration.type) && !isFunctionValue) return false;
  return !text.slice(0, start).trimEnd().endsWith("*/");
}

function nameOf(declaration) {
  return declaration.id?.name ?? declaration.declarations[0].id.name;
}

/** A file's own imports, each once; what is loaded when first needed only with `lazy`. */
export function ownImports(files, file, { lazy = false } = {}) {
  const targets = (files.get(file)?.imports ?? [])
    .filter(({ kind }) => lazy || kind === "static")
    .map(({ target }) => target);
  return [...new Set(targets)].filter((target) => files.has(target));
}

/** The longest way down from each file over its imports, the file itself first. Throws at a cycle. */
export function chains(files) {
  const known = new Map();
  const visit = (file, above) => {
    if (above.includes(file)) throw new Error(`Import cycle: ${[...above, file].join(" → ")}`);
    const ready = known.get(file);
    if (ready) return ready;
    const below = ownImports(files, file).map((target) => visit(target, [...above, file]));
    const longest = below.reduce((best, one) => (one.length > best.length ? one : best), []);
    known.set(file, [file, ...longest]);
    return known.get(file);
  };
  for (const file of files.keys()) visit(file, []);
  return known;
}
