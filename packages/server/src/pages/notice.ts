import { html } from '../html.ts';

/** A page that says one thing, and belongs to none: it loads nothing. */
export function noticeDocument(title: string, text: string): string {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><meta name="color-scheme" content="light dark"><title>${title}</title></head>
<body><main><h1>${title}</h1><p>${text}</p></main></body></html>
`.text;
}
