/** The page on which the user allows or cancels: plain HTML and one form, which a browser or a script can follow. */

export type Consent = {
  appName: string;
  userName: string;
  companyName: string;
  scopes: string[];
  /** Sent back with the decision. */
  hidden: Record<string, string>;
};

export function consentPage(consent: Consent): string {
  const hidden = Object.entries(consent.hidden)
    .map(
      ([name, value]) =>
        `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
    )
    .join("\n    ");
  const scopes = consent.scopes
    .map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`)
    .join("");
  return page(
    "Allow access",
    `<p><strong>${escapeHtml(consent.appName)}</strong> asks for access to
    <strong>${escapeHtml(consent.companyName)}</strong>. You are signed in as ${escapeHtml(consent.userName)}.</p>
  <ul>${scopes}</ul>
  <form method="post" action="/oauth/authorize">
    ${hidden}
    <button type="submit" name="decision" value="allow">Allow and Install</button>
    <button type="submit" name="decision" value="deny">Deny</button>
  </form>`,
  );
}

export function problemPage(problem: string): string {
  return page("The app cannot be installed", `<p>${escapeHtml(problem)}</p>`);
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>${title} · practice Pipedrive</title>
  <style>body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:4rem auto;padding:0 1rem}button{font:inherit;padding:.5rem 1rem;margin-right:.5rem}</style>
</head>
<body>
  <h1>${title}</h1>
  ${body}
</body>
</html>
`;
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
