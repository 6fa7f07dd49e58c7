/**
 * The HTML form of an alert: one table, no image and nothing from elsewhere, so that every mail client shows it. What a
 * client must understand is inline; the style sheet only adds a dark form and a narrow one, where they are understood.
 */
import { Html, html } from '../html.ts';
import type { AlertText, Tone } from './alert-text.ts';
import { cut } from './plain-text.ts';

const COLORS: Readonly<Record<Tone, string>> = {
  down: '#c4271b',
  degraded: '#b54708',
  maintenance: '#475467',
  up: '#067647',
  notice: '#3538cd',
  test: '#175cd3',
};
const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const VALUE_MAX = 4_000;

/** Overrules what is inline; a client that does not know it shows the light, wide form. */
const STYLE = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (max-width:520px){
.page{padding:0!important}
.card{border-left:0!important;border-right:0!important;border-radius:0!important}
.row{padding-left:18px!important;padding-right:18px!important}
.key,.value{display:block!important;width:auto!important}
.key{padding-bottom:0!important}
.value{padding-top:1px!important;border-top:0!important}
.open{display:block!important;text-align:center!important}
}
@media (prefers-color-scheme:dark){
.page{background:#0c111d!important}
.card{background:#161b26!important;border-left-color:#333741!important;border-right-color:#333741!important;border-bottom-color:#333741!important}
.strong{color:#f5f5f6!important}
.text{color:#cecfd2!important}
.quiet{color:#a1a5ad!important}
.key,.value{border-top-color:#333741!important}
.cause{background:#1f242f!important}
.note{background:#33200a!important;color:#fedf89!important}
.open{background:#f5f5f6!important;color:#101828!important}
}
`;

/** Renders an alert as an HTML document. */
export function emailHtml(text: AlertText): string {
  const color = COLORS[text.tone];
  const nothing = html``;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${cut(text.headline, 200)}</title>
<style>${new Html(STYLE)}</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f2f4f7">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:#f2f4f7"><tr><td class="page" align="center" style="padding:24px 12px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;background:#ffffff;border:1px solid #e4e7ec;border-top:6px solid ${color};border-radius:8px;text-align:left">
<tr><td class="row" style="padding:24px 28px 0;${FONT}">
<span style="display:inline-block;padding:3px 10px;border-radius:12px;background:${color};color:#ffffff;font-size:12px;line-height:18px;font-weight:700;letter-spacing:.4px">${text.word}</span>
<h1 class="strong" style="margin:12px 0 0;font-size:22px;line-height:28px;color:#101828;${BREAKABLE}">${cut(text.name, 200)}</h1>
<p class="text" style="margin:6px 0 0;font-size:15px;line-height:22px;color:#344054;${BREAKABLE}">${unbroken(cut(text.summary, 1_000))}</p>
</td></tr>
${text.cause === undefined ? nothing : causeRow(text.cause, color)}
${text.members.length === 0 ? nothing : membersRow(text.members)}
${text.notes.map(noteRow)}
<tr><td class="row" style="padding:18px 28px 0;${FONT}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0">
${text.facts.map(factRow)}
</table>
</td></tr>
${linksRow(text)}
<tr><td class="row quiet" style="padding:20px 28px 24px;${FONT};font-size:12px;line-height:18px;color:#667085">Sent by Upwatch. This message was made automatically.</td></tr>
</table>
</td></tr></table>
</body>
</html>
`.text;
}

/** An address without a blank may be broken anywhere, but only where it does not fit otherwise. */
const BREAKABLE = 'overflow-wrap:anywhere;word-break:break-word';

/** Keeps a number and its unit on one line. */
function unbroken(text: string): string {
  return text.replaceAll(/(\d) (?=(?:ms|s|min|h|d)\b)/g, '$1\u00a0');
}

function causeRow(cause: string, color: string): Html {
  return html`<tr><td class="row" style="padding:18px 28px 0;${FONT}"><div class="cause strong" style="padding:12px 14px;background:#f2f4f7;border-left:4px solid ${color};font-size:15px;line-height:22px;font-weight:600;color:#101828;${BREAKABLE}">${unbroken(cut(cause, VALUE_MAX))}</div></td></tr>
`;
}

function noteRow(note: string): Html {
  return html`<tr><td class="row" style="padding:14px 28px 0;${FONT}"><div class="note" style="padding:12px 14px;background:#fffaeb;border-left:4px solid #f79009;font-size:14px;line-height:20px;color:#7a2e0e;${BREAKABLE}">${unbroken(cut(note, VALUE_MAX))}</div></td></tr>
`;
}

function factRow({ label, value }: AlertText['facts'][number]): Html {
  const cell = 'padding:8px 0;border-top:1px solid #e4e7ec;font-size:14px;line-height:20px;vertical-align:top';
  return html`<tr><td class="key quiet" width="104" style="${cell};color:#667085">${label}</td><td class="value strong" style="${cell};color:#101828;${BREAKABLE}">${unbroken(cut(value, VALUE_MAX))}</td></tr>
`;
}

function membersRow(members: AlertText['members']): Html {
  const lines = members.map(
    (member) => html`<li style="margin:4px 0;${BREAKABLE}">${unbroken(cut(member, VALUE_MAX))}</li>`,
  );
  return html`<tr><td class="row text" style="padding:14px 28px 0;${FONT};font-size:14px;line-height:20px;color:#344054"><ul style="margin:0;padding-left:20px">${lines}</ul></td></tr>
`;
}

const BUTTON =
  'display:inline-block;padding:12px 20px;margin-right:10px;border-radius:6px;font-size:14px;line-height:20px;font-weight:600;text-decoration:none';

function linksRow({ link, actions }: AlertText): Html {
  if (link === undefined && actions.length === 0) return html``;
  const open =
    link === undefined
      ? html``
      : html`<a class="open" href="${link}" style="${BUTTON};background:#101828;color:#ffffff">Open in Upwatch</a>`;
  const others = actions.map(
    ({ label, url }) =>
      html`<a class="strong" href="${url}" style="${BUTTON};border:1px solid #98a2b3;color:#101828">${label}</a>`,
  );
  return html`<tr><td class="row" style="padding:22px 28px 0;${FONT}">${open}${others}</td></tr>
`;
}
