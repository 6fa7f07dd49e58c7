/** What a step sends: text with escapes, and places for what was captured. */

/** Bytes, or the number of a group of the pattern before. */
export type TemplatePart = Buffer | number;

/** A text ready to be sent, or why it cannot be: a text that goes on from the field's name. */
export type ParsedTemplate = { readonly parts: readonly TemplatePart[] } | { readonly problem: string };

const ESCAPES: Readonly<Record<string, string>> = { r: '\r', n: '\n', t: '\t', '0': '\0', '\\': '\\', $: '$' };
const PIECE = /\\x([0-9a-f]{2})|\\(.)|\$\{(\d{1,2})\}|[^\\$]+|\$|\\$/gisu;

/** Reads `EHLO upwatch\r\n`, `\x00\x01`, `PONG ${1}\n`. A dollar that begins no group stands for itself. */
export function parseTemplate(text: string): ParsedTemplate {
  const parts: TemplatePart[] = [];
  for (const [piece, hex, escaped, group] of text.matchAll(PIECE)) {
    if (hex !== undefined) parts.push(Buffer.from(hex, 'hex'));
    else if (group !== undefined) parts.push(Number(group));
    else if (escaped !== undefined || piece === '\\') {
      const meant = escaped === undefined ? undefined : ESCAPES[escaped];
      if (meant === undefined) {
        return { problem: 'must have no escapes but \\r \\n \\t \\0 \\\\ \\$ and \\xHH' };
      }
      parts.push(Buffer.from(meant));
    } else parts.push(Buffer.from(piece));
  }
  return { parts };
}

/** The bytes to send. @param groups of the latest match, the whole first */
export function fillTemplate(parts: readonly TemplatePart[], groups: readonly string[]): Buffer {
  return Buffer.concat(parts.map((part) => (typeof part === 'number' ? Buffer.from(groups[part] ?? '') : part)));
}
