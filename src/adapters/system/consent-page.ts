/** What the browser shows at the end of a login: the outcome, well set, in light and dark, with nothing fetched from anywhere. */
import { createHash } from "node:crypto";
import type { LoginOutcome } from "../../ports.ts";

const STYLE = `
:root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --line: #d1d9e0; --paper: #fff; --ground: #f6f8fa; --good: #1a6b34; --bad: #a4262c }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa5b1; --line: #3a424c; --paper: #161b22; --ground: #0d1117; --good: #56c271; --bad: #ff8f8f } }
body { margin: 0; padding: 12vh 1rem 2rem; font: 17px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground) }
main { max-width: 32rem; margin: 0 auto; padding: 2rem; background: var(--paper); border: 1px solid var(--line); border-radius: 10px }
p { margin: .6rem 0; overflow-wrap: anywhere } .name, .last { color: var(--soft) } .name { margin: 0; font-size: .9rem; letter-spacing: .04em }
h1 { margin: .2rem 0 1rem; font-size: 1.5rem; line-height: 1.3; overflow-wrap: anywhere } .good { color: var(--good) } .bad { color: var(--bad) }
.last { margin-top: 1.5rem }
`;

/** Nothing but this style applies, whatever a name may hold. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; frame-ancestors 'none'`;

const escaped = (text: string) => text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);

/** The whole page; every text in it is escaped. */
export function consentPage({ isConnected, title, lines, last }: LoginOutcome): string {
  const mark =
    isConnected === null
      ? ""
      : isConnected
        ? '<span class="good">✓</span> '
        : '<span class="bad">✗</span> ';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · pdqb</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<p class="name">pdqb</p>
<h1>${mark}${escaped(title)}</h1>
${lines.map((line) => `<p>${escaped(line)}</p>\n`).join("")}<p class="last">${escaped(last)}</p>
</main>
</body>
</html>
`;
}
