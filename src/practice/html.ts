/** The pages of the practice services: plain HTML in which every text is escaped, without a script, in light and dark. */
import { htmlReply, type Reply } from "./http.ts";

/** HTML that may stand in a page as it is. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
type Part = Html | string | number | undefined | readonly Part[];

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function htmlOf(part: Part): string {
  if (part === undefined) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "object") return part.map(htmlOf).join("");
  return String(part).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

/** A tag for templates: what is put in is escaped unless it is HTML already. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(texts.map((text, index) => text + htmlOf(parts[index])).join(""));
}

const STYLE = new Html(`
:root { color-scheme: light dark; --ink: #1f2328; --soft: #59636e; --line: #d1d9e0; --paper: #fff; --ground: #f6f8fa; --accent: #1a6b34; --on: #fff; --warn: #8a4600 }
@media (prefers-color-scheme: dark) { :root { --ink: #e6edf3; --soft: #9aa5b1; --line: #3a424c; --paper: #161b22; --ground: #0d1117; --accent: #56c271; --on: #06210f; --warn: #f0b35b } }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; color: var(--ink); background: var(--ground) }
.banner { margin: 0; padding: .35rem 1rem; text-align: center; color: var(--warn); border-bottom: 1px solid var(--line); font-size: .9rem }
main { max-width: 60rem; margin: 1.5rem auto; padding: 1.5rem 2rem; background: var(--paper); border: 1px solid var(--line); border-radius: 8px }
main.narrow { max-width: 34rem }
header { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 1rem; align-items: flex-start }
h1 { margin: 0 0 .25rem; font-size: 1.6rem } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem }
a { color: var(--accent) } .soft { color: var(--soft) } p { margin: .5rem 0 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.5rem; margin: 1rem 0 } dt { color: var(--soft) } dd { margin: 0; white-space: pre-line }
.wide { overflow-x: auto } table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top } thead th { color: var(--soft); font-weight: 600 }
.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap } tfoot th { text-align: right; font-weight: 400 } tfoot .strong { font-weight: 700 } tfoot tr :is(th, td) { border-bottom: 0 }
.badge { display: inline-block; padding: .1rem .6rem; border: 1px solid currentColor; border-radius: 1rem; font-size: .9rem; color: var(--accent) } .badge.overdue, .badge.voided { color: var(--warn) }
.button, button { font: inherit; display: inline-block; padding: .4rem 1.2rem; border: 1px solid var(--accent); border-radius: 6px; color: var(--accent); background: transparent; text-decoration: none; cursor: pointer; margin-right: .5rem } .button.main, button[value="allow"] { background: var(--accent); color: var(--on) }
nav { margin-bottom: 1rem }
`);

/** A whole page. Nothing is fetched from elsewhere, and no other page may frame it. */
export function page(status: number, title: string, body: Html, { isNarrow = false } = {}): Reply {
  const text = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · practice</title>
<style>${STYLE}</style>
</head>
<body>
<p class="banner">practice: no real books</p>
<main${isNarrow ? html` class="narrow"` : ""}>
${body}
</main>
</body>
</html>
`;
  const reply = htmlReply(status, text.text);
  const policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
  return {
    ...reply,
    headers: {
      ...reply.headers,
      "content-security-policy": policy,
      "referrer-policy": "no-referrer",
    },
  };
}

export type Consent = {
  title: string;
  heading: string;
  /** Who asks for what. */
  ask: Html;
  /** Scopes, and what each allows in the words of the service. */
  scopes: string[];
  words: Record<string, string>;
  redirectUri: string;
  /** `account` or `company`. */
  what: string;
  /** Sent back with the decision, to the address of the page. */
  hidden: Record<string, string>;
  action: string;
  buttons: [allow: string, deny: string];
};

/** The page on which the user allows or denies: plain HTML and one form, which a browser or a script can follow. */
export function consentPage(consent: Consent): Reply {
  const { title, heading, ask, scopes, words, redirectUri, what, hidden, action } = consent;
  const [allow, deny] = consent.buttons;
  const fields = Object.entries(hidden).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">\n`,
  );
  const body = html`<h1>${heading}</h1>
<p>${ask}</p>
<h2>It will be able to</h2>
<ul>
${scopes.map((scope) => html`<li>${words[scope] ?? scope} <span class="soft"><code>${scope}</code></span></li>\n`)}</ul>
<p class="soft">The answer goes to ${new URL(redirectUri).origin}. No real ${what} is behind this page.</p>
<form method="post" action="${action}">
${fields}<button type="submit" name="decision" value="allow">${allow}</button>
<button type="submit" name="decision" value="deny">${deny}</button>
</form>`;
  return page(200, title, body, { isNarrow: true });
}

/** An error that goes nowhere. */
export function problemPage(
  status: number,
  title: string,
  heading: string,
  problem: string,
): Reply {
  return page(status, title, html`<h1>${heading}</h1>\n<p>${problem}</p>`, { isNarrow: true });
}
