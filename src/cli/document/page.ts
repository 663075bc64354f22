/** A document as one HTML file: nothing in it asks for anything else, which its content security policy makes sure of. */
import type { DocumentColumn, Part, PdqbDocument } from "./document.ts";
import { Html, html } from "./html.ts";
import { filledColumns, isRight, notesOf, shownCell } from "./shown.ts";
import { STYLE } from "./style.ts";

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
