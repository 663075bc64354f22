// The licences of the packages whose code is in the bundle: most of them ask that their text goes where the code goes.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ALLOWED = new Set([
  "MIT",
  "ISC",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "0BSD",
  "BlueOak-1.0.0",
]);

const ISC = `Permission to use, copy, modify, and/or distribute this software for any
purpose with or without fee is hereby granted, provided that the above
copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY
AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM
LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR
OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR
PERFORMANCE OF THIS SOFTWARE.`;

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`;

// These name a licence and carry no text: the standard text, with the copyright line of their source.
const WITHOUT_TEXT = { "node-quickbooks": `Copyright (c) 2014 Michael Cohen\n\n${ISC}` };

// Not packages, but what the files of these names were worked out from.
const SOURCES = {
  "src/practice/contracts/quickbooks.json": [
    {
      title: "Definitions of QuickBooks' entities, from intuit/QuickBooks-V3-PHP-SDK (MIT)",
      text: `Copyright (c) 2014 Intuit\n\n${MIT}`,
    },
    {
      title: "Definitions of QuickBooks' fields, from pbrink231/quickbooks-node-promise (ISC)",
      text: `Copyright (c) 2019, Peter Brink\n\n${ISC}`,
    },
  ],
  "src/practice/contracts/pipedrive-v1.json": [
    {
      title: "Definitions of Pipedrive's operations, from juhokoskela/pipedrive-go (MIT)",
      text: `Copyright (c) 2026 Juho Koskela\n\n${MIT}`,
    },
  ],
};

/** The innermost package that holds a file: "node_modules/a/node_modules/@b/c" of ".../@b/c/lib/d.js". */
function packageFolder(file) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

/** Of "(MIT OR GPL-3.0)" one choice is enough; of "MIT AND ISC" all must be allowed. */
function isAllowed(licence) {
  const alternatives = String(licence).replace(/[()]/g, "").split(" OR ");
  return alternatives.some((all) => all.split(" AND ").every((one) => ALLOWED.has(one.trim())));
}

function licenceText(folder, name) {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  const texts = files
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file.name))
    .map((file) => readFileSync(join(folder, file.name), "utf8"));
  if (texts.length > 0) return texts.join("\n\n");
  const readme = files.find((file) => /^readme/i.test(file.name));
  const section = readme && readFileSync(join(folder, readme.name), "utf8");
  // The whole text stands at the end of some READMEs; a heading over the licence's name alone is no text.
  const written = section && /^#* *licen[cs]e *\n[\s\S]*copyright[\s\S]*/im.exec(section)?.[0];
  return written?.replace(/&lt;/g, "<").replace(/&gt;/g, ">") ?? WITHOUT_TEXT[name];
}

function describe(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (!isAllowed(license)) throw new Error(`${name} ${version}: licence ${license} is not allowed`);
  const text = licenceText(folder, name);
  if (!text) throw new Error(`${name} ${version}: no text of its licence (${license})`);
  const trimmed = text.replace(/\r\n?/g, "\n").replace(/[ \t]+$/gm, "");
  return { title: `${name} ${version} (${license})`, text: trimmed.replace(/^\n+|\n+$/g, "") };
}

/** The notices of a build; throws when a package in it has no licence text, or a licence that nobody has agreed to. */
export function noticesOf(metafile, root) {
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
  const folders = new Set(inputs.map(packageFolder).filter(Boolean));
  const byText = new Map();
  const sources = inputs.flatMap((file) => SOURCES[file] ?? []);
  const packages = [...folders].map((folder) => describe(join(root, folder)));
  for (const { title, text } of [...packages, ...sources]) {
    byText.set(text, (byText.get(text) ?? new Set()).add(title));
  }
  const parts = [...byText].map(([text, titles]) => ({
    heading: [...titles].sort().join("\n"),
    text,
  }));
  parts.sort((a, b) => (a.heading < b.heading ? -1 : 1));
  const line = `\n\n${"-".repeat(78)}\n\n`;
  const opening = `pdqb contains code of these packages (${folders.size}), each under its own licence.`;
  return `${[opening, ...parts.map(({ heading, text }) => `${heading}\n\n${text}`)].join(line)}\n`;
}
