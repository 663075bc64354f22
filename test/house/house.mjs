// Prints the sizes of the source by folder, and what is larger than the architecture test allows: `npm run house`.
import { join } from "node:path";
import { chains, ownImports, survey } from "./survey.mjs";

const ROOT = new URL("../..", import.meta.url).pathname;
const files = survey(join(ROOT, "src"));
const tests = survey(join(ROOT, "test"));
const chainOf = chains(files);

function percentile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);

function row(name, members) {
  const measured = members.map(([file, one]) => ({ ...one, imports: ownImports(files, file) }));
  const functions = measured.flatMap((one) => one.functions);
  const lines = measured.map((one) => one.lines);
  return {
    folder: name,
    files: members.length,
    lines: sum(lines),
    median: percentile(lines, 0.5),
    p90: percentile(lines, 0.9),
    chain: Math.max(...members.map(([file]) => chainOf.get(file).length)),
    "imports > 10": measured.filter((one) => one.imports.length > 10).length,
    "functions > 60": functions.filter((one) => one.lines > 60).length,
    "parameters > 4": functions.filter((one) => one.parameters > 4).length,
    "no docstring": sum(measured.map((one) => one.bare.length)),
  };
}

const all = [...files];
const folderOf = (file) => {
  const [top, room] = file.split("/");
  if (room === undefined) return ".";
  const isRoom = ["usecases", "domain", "adapters"].includes(top) && !room.includes(".");
  return isRoom ? `${top}/${room}` : top;
};
const folders = new Map();
for (const one of all) {
  const folder = folderOf(one[0]);
  folders.set(folder, [...(folders.get(folder) ?? []), one]);
}
const withoutPractice = all.filter(([file]) => !file.startsWith("practice/"));
console.table([
  ...[...folders].sort().map(([name, members]) => row(name, members)),
  row("without practice", withoutPractice),
  row("all", all),
]);

const offenders = (title, lines) => console.log(`\n${title}: ${lines.length}\n${lines.join("\n")}`);
const longest = [...chainOf.values()].reduce((a, b) => (b.length > a.length ? b : a));
console.log(`Longest import chain: ${longest.length}\n  ${longest.join("\n  → ")}`);
offenders(
  "More than 10 imports of our own",
  all
    .map(([file]) => [ownImports(files, file).length, file])
    .filter(([count]) => count > 10)
    .sort(([a], [b]) => b - a)
    .map(([count, file]) => `  ${count}  ${file}`),
);
const functions = all.flatMap(([file, one]) => one.functions.map((f) => ({ file, ...f })));
offenders(
  "Functions over 60 lines",
  functions.filter((f) => f.lines > 60).map((f) => `  ${f.lines}  ${f.file}:${f.line} ${f.name}`),
);
offenders(
  "Functions with more than 4 parameters",
  functions
    .filter((f) => f.parameters > 4)
    .map((f) => `  ${f.parameters}  ${f.file}:${f.line} ${f.name}`),
);

const testLines = sum([...tests.values()].map((one) => one.lines));
const practiceTestLines = sum(
  [...tests].filter(([file]) => file.startsWith("practice/")).map(([, one]) => one.lines),
);
const ratio = (test, source) => (test / source).toFixed(2);
console.log(
  `\nTest lines per line of source: ${ratio(testLines, sum(all.map(([, one]) => one.lines)))}; without practice ${ratio(
    testLines - practiceTestLines,
    sum(withoutPractice.map(([, one]) => one.lines)),
  )}`,
);
