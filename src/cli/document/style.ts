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
