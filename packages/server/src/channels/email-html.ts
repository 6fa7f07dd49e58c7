/** The HTML form of an alert: one table, styles inline, no image and nothing from elsewhere, so that every mail client shows it. */
import type { AlertText, Tone } from './alert-text.ts';
import { cut } from './plain-text.ts';

/** Text that is already HTML. */
class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Makes HTML. Everything put in is escaped: the only way for text to get into a mail. */
function html(parts: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html {
  const inner = values.map((value) =>
    typeof value === 'string'
      ? value.replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!)
      : value instanceof Html
        ? value.text
        : value.map((part) => part.text).join(''),
  );
  return new Html(String.raw({ raw: parts }, ...inner));
}

const COLORS: Readonly<Record<Tone, string>> = {
  down: '#d92d20',
  degraded: '#b54708',
  maintenance: '#475467',
  up: '#067647',
  test: '#175cd3',
};
const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const VALUE_MAX = 4_000;

/** Renders an alert as an HTML document. */
export function emailHtml(text: AlertText): string {
  const color = COLORS[text.tone];
  const nothing = html``;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light">
<title>${cut(text.headline, 200)}</title>
</head>
<body style="margin:0;padding:0;background:#f2f4f7">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f2f4f7"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;background:#ffffff;border:1px solid #e4e7ec;border-top:6px solid ${color};border-radius:8px">
<tr><td style="padding:24px 28px 0;${FONT}">
<span style="display:inline-block;padding:3px 10px;border-radius:12px;background:${color};color:#ffffff;font-size:12px;line-height:18px;font-weight:700;letter-spacing:.4px">${text.word}</span>
<h1 style="margin:12px 0 0;font-size:22px;line-height:28px;color:#101828;word-break:break-word">${cut(text.name, 200)}</h1>
<p style="margin:6px 0 0;font-size:15px;line-height:22px;color:#344054;word-break:break-word">${cut(text.headline, 1_000)}</p>
</td></tr>
${text.cause === undefined ? nothing : causeRow(text.cause, color)}
${text.notes.map(noteRow)}
<tr><td style="padding:18px 28px 0;${FONT}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0">
${text.facts.map(factRow)}
</table>
</td></tr>
${text.link === undefined ? nothing : linkRow(text.link)}
<tr><td style="padding:20px 28px 24px;${FONT};font-size:12px;line-height:18px;color:#667085">Sent by Upwatch. This message was made automatically.</td></tr>
</table>
</td></tr></table>
</body>
</html>
`.text;
}

function causeRow(cause: string, color: string): Html {
  return html`<tr><td style="padding:18px 28px 0;${FONT}"><div style="padding:12px 14px;background:#f9fafb;border-left:3px solid ${color};font-size:14px;line-height:20px;color:#101828;word-break:break-word">${cut(cause, VALUE_MAX)}</div></td></tr>
`;
}

function noteRow(note: string): Html {
  return html`<tr><td style="padding:14px 28px 0;${FONT};font-size:14px;line-height:20px;color:#93370d;word-break:break-word">${cut(note, VALUE_MAX)}</td></tr>
`;
}

function factRow({ label, value }: AlertText['facts'][number]): Html {
  const cell = 'padding:7px 0;border-top:1px solid #f2f4f7;font-size:14px;line-height:20px;vertical-align:top';
  return html`<tr><td width="110" style="${cell};color:#667085">${label}</td><td style="${cell};color:#101828;word-break:break-word">${cut(value, VALUE_MAX)}</td></tr>
`;
}

function linkRow(link: string): Html {
  return html`<tr><td style="padding:22px 28px 0;${FONT}"><a href="${link}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#101828;color:#ffffff;font-size:14px;font-weight:600;text-decoration:none">Open in Upwatch</a></td></tr>
`;
}
