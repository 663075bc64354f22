/** Which HTML of a note survives: the tags that the editor itself makes; comments, other tags and attributes go (docs/pipedrive.md 7.3). */

const KEPT = new Set(["p", "br", "b", "strong", "i", "em", "u", "ul", "ol", "li", "a"]);

export function sanitizeNote(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, "")
    .replace(/<(\/?)([a-z][a-z0-9]*)\b([^>]*)>/gi, (_, slash: string, name: string, rest: string) =>
      tag(slash, name.toLowerCase(), rest),
    );
}

function tag(slash: string, name: string, attributes: string): string {
  if (!KEPT.has(name)) return "";
  if (slash) return `</${name}>`;
  const href = name === "a" && /\bhref\s*=\s*"(https?:\/\/[^"]*|mailto:[^"]*)"/i.exec(attributes);
  return href ? `<a href="${href[1]}">` : `<${name}>`;
}
