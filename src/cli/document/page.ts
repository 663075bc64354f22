/** A document as one HTML file: nothing in it asks for anything else, which its content security policy makes sure of. */
import type { DocumentColumn, Part, PdqbDocument } from "./document.ts";
import { Html, html } from "./html.ts";
import { filledColumns, isRight, notesOf, shownCell } from "./shown.ts";

/** Nothing is fetched and nothing runs. The pictures have styles of their own, in attributes. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

export async function pageOf(document: PdqbDocument): Promise<string> {
  const parts: Html[] = [];
  for (const part of document.parts) parts.push(await sectionOf(part));
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Html(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${document.title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<main>
<h1>${document.title}</h1>
<dl>${document.facts.map(({ label, value }) => html`<dt>${label}</dt><dd>${value}</dd>`)}</dl>
${parts}
</main>
</body>
</html>
`.text;
}

async function sectionOf(part: Part): Promise<Html> {
  const figures: Html[] = [];
  for (const chart of part.charts ?? []) {
    const { barChart } = await import("./bar-chart.ts");
    figures.push(html`<figure>${new Html(barChart(chart))}</figure>`);
  }
  const about = part.about === undefined ? "" : html`<p>${part.about}</p>`;
  return html`<section id="${part.name}">
<h2>${part.title}</h2>
${about}
<div class="part">${tableOf(part)}${figures}</div>
</section>
`;
}

function tableOf(part: Part): Html {
  const { title, rows, totals = 0, empty } = part;
  if (rows.length === 0) return html`<p class="none">${empty ?? "None."}</p>`;
  const first = rows.length - totals;
  const cells = filledColumns(part);
  const rowOf = (row: unknown, index: number) => {
    const note = notesOf(part, row);
    const isSum = index >= first || part.isSum?.(row) === true;
    const kinds = [isSum ? "total" : "", note.length > 0 ? "noted" : ""];
    const below = html`<tr class="note"><td></td><td colspan="${cells.length - 1}">${note.map((text) => html`<p>${text}</p>`)}</td></tr>
`;
    return html`<tr class="${kinds.filter(Boolean).join(" ")}">${cells.map((column) => html`<td${sideOf(column)}>${shownCell(column, row)}</td>`)}</tr>
${note.length > 0 ? below : ""}`;
  };
  return html`<div class="table" tabindex="0" role="region" aria-label="${title}"><table><caption>${title}</caption>
<thead><tr>${cells.map((column) => html`<th scope="col"${sideOf(column)}>${column.title}</th>`)}</tr></thead>
<tbody>
${rows.map(rowOf)}</tbody></table></div>`;
}

type Column = DocumentColumn<unknown>;

const sideOf = (column: Column) => {
  if (column.kind === "date" || column.kind === "moment") return html` class="date"`;
  return isRight(column) ? html` class="right"` : "";
};

/** How a page looks: on screens light and dark, and on paper of whatever size. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --dim: #57606a; --line: #d0d7de; --ground: #fff; --head: #f3f5f7;
  --bar-good: #3f7d4e; --bar-plain: #2f6f9f; --bar-mild: #ad8128; --bar-warn: #c65f1c; --bar-grave: #96432b; --bar-bad: #c01d24; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ec; --dim: #9aa4ae; --line: #3a424b; --ground: #15191e; --head: #1f252b;
  --bar-good: #7fbf8a; --bar-plain: #6aa9d6; --bar-mild: #f0d08a; --bar-warn: #e8a24f; --bar-grave: #c47455; --bar-bad: #f04b50; } }
body { margin: 2rem auto; padding: 0 1rem; max-width: 70rem; background: var(--ground); color: var(--ink);
  font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .5rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; break-after: avoid; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: 0; } dt { color: var(--dim); } dd { margin: 0; }
.part { display: flex; flex-wrap: wrap; gap: 1rem 2rem; align-items: flex-start; }
.table { overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; } 
/* The heading above says the same to the eye. */
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
th, td { padding: .25rem .7rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: break-word; }
td.date { white-space: nowrap; } tr.noted td { border-bottom: 0; padding-bottom: 0; } tr.note td { color: var(--dim); padding-top: 0; }
tr.note p { margin: 0; max-width: 48rem; }
th { background: var(--head); white-space: nowrap; } td.right, th.right { text-align: right; white-space: nowrap; overflow-wrap: normal;
  font-variant-numeric: tabular-nums; } tr.total td { font-weight: 600; border-top: 2px solid var(--line); }
figure { margin: 0; max-width: 100%; } figure svg { max-width: 100%; height: auto; } p.none, footer { color: var(--dim); }
footer { margin-top: 2.5rem; font-size: .85rem; }
@page { margin: 14mm; }
@media print { :root { color-scheme: light; --ink: #000; --dim: #444; --line: #bbb; --ground: #fff; --head: #eee;
  --bar-good: #3f7d4e; --bar-plain: #2f6f9f; --bar-mild: #ad8128; --bar-warn: #c65f1c; --bar-grave: #96432b; --bar-bad: #c01d24; }
  body { margin: 0; padding: 0; max-width: none; font-size: 10pt; } .table { overflow: visible; }
  thead { display: table-header-group; } tr, figure { break-inside: avoid; }
  table { font-size: 8pt; } th, td { padding: .15rem .3rem; } th, td.right, th.right { white-space: normal; }
  th, td { overflow-wrap: anywhere; } td.date { overflow-wrap: normal; } tr.note { break-before: avoid; } }
`;
