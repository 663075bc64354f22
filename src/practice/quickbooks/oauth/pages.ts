/** The pages a browser sees: consent, and an error that goes nowhere (docs/quickbooks.md 1.2, 1.3). */

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) =>
    `&#${char.charCodeAt(0)};`.replace("&#38;", "&amp;").replace("&#34;", "&quot;"),
  );
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escapeHtml(title)}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 32rem; margin: 4rem auto; padding: 0 1rem; color: #222 }
button { font: inherit; padding: .5rem 1.5rem; margin-right: .5rem; border: 1px solid #2ca01c; border-radius: 4px; background: #fff; cursor: pointer }
button[value="allow"] { background: #2ca01c; color: #fff }
small { color: #666 }
</style>
</head>
<body>
${body}
</body>
</html>
`;
}

export function consentPage(company: string, hidden: Record<string, string>): string {
  const fields = Object.entries(hidden)
    .map(
      ([name, value]) =>
        `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
    )
    .join("\n");
  return page(
    "Connect to QuickBooks (practice)",
    `<h1>Connect to ${escapeHtml(company)}</h1>
<p>The application asks to read and write the accounting data of <strong>${escapeHtml(company)}</strong>.</p>
<form method="post" action="/connect/oauth2">
${fields}
<button type="submit" name="decision" value="allow">Allow</button>
<button type="submit" name="decision" value="deny">Deny</button>
</form>
<p><small>This is a practice service on your own machine. No real company is behind it.</small></p>`,
  );
}

export function errorPage(problem: string): string {
  return page(
    "QuickBooks (practice): cannot connect",
    `<h1>Sorry, the application cannot be connected</h1>
<p>${escapeHtml(problem)}</p>`,
  );
}
