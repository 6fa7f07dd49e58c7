/** Takes a mail apart as it came over the wire, without help from the library that made it. */
import assert from 'node:assert/strict';

export interface MailParts {
  /** By lower-case name; every occurrence. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** Decoded, by media type. */
  readonly parts: ReadonlyMap<string, string>;
}

export function mailParts(raw: string): MailParts {
  const { headers, body } = split(raw);
  const boundary = /boundary="?([^";]+)"?/.exec(headers.get('content-type')?.[0] ?? '')?.[1];
  assert.ok(boundary, 'the mail has parts');
  const parts = new Map<string, string>();
  for (const part of `\r\n${body}`.split(`\r\n--${boundary}`).slice(1, -1)) {
    const inner = split(part.replace(/^\r\n/, ''));
    const type = inner.headers.get('content-type')?.[0]?.split(';')[0] ?? '';
    // A part that is short lines of ASCII needs no encoding.
    const encoding = inner.headers.get('content-transfer-encoding')?.[0] ?? '';
    assert.match(encoding, /^(quoted-printable|7bit)$/);
    assert.ok(!parts.has(type), `one part of ${type}`);
    parts.set(type, encoding === '7bit' ? inner.body : fromQuotedPrintable(inner.body));
  }
  return { headers, parts };
}

function split(text: string): { headers: Map<string, string[]>; body: string } {
  const end = text.indexOf('\r\n\r\n');
  const headers = new Map<string, string[]>();
  for (const line of text
    .slice(0, end)
    .replaceAll(/\r\n[ \t]/g, ' ')
    .split('\r\n')) {
    const colon = line.indexOf(':');
    assert.ok(colon > 0, `a header line: ${line}`);
    const name = line.slice(0, colon).toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), line.slice(colon + 1).trim()]);
  }
  return { headers, body: text.slice(end + 4) };
}

function fromQuotedPrintable(text: string): string {
  const bytes = text
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** RFC 2047: the text that a header with encoded words shows. */
export function shown(header: string): string {
  return header
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, form: string, text: string) =>
      form.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString('latin1')
        : fromLatin1QuotedPrintable(text.replaceAll('_', ' ')),
    )
    .replaceAll(/[\u0080-\u00ff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'));
}

function fromLatin1QuotedPrintable(text: string): string {
  return text.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
