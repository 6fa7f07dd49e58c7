/** XML from the same templates as HTML: what they escape is what XML needs, and what XML cannot hold is taken out. */
import type { Html } from '../../html.ts';

/** XML 1.0, production 2: the rest cannot be written at all, not even as a reference. */
// oxlint-disable-next-line no-control-regex -- control characters are what it is for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

export function xmlDocument(root: Html): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${root.text.toWellFormed().replaceAll(FORBIDDEN, '')}\n`;
}
