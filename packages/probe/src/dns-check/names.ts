/** Domain names as messages hold them (RFC 1035 sections 3.1 and 4.1.4), and as people write them (section 5.1). */

const LABEL_BYTES_MAX = 63;
const NAME_BYTES_MAX = 255;
/** What has a meaning in a name as it is written. */
const SPECIAL = new Set(['.', '\\', '"', ';', '(', ')', '@', '$'].map((one) => one.charCodeAt(0)));

/** A message breaks the rules; it says nothing that can be used. */
export class MalformedMessage extends Error {
  override readonly name = 'MalformedMessage';
}

/** A name and where the message goes on behind it. */
export interface ReadName {
  readonly name: string;
  readonly end: number;
}

/**
 * Reads a name. A pointer must lead to before the place where the name or the last pointer's target began, so that every
 * name ends.
 * @throws {MalformedMessage}
 */
export function readName(message: Buffer, start: number): ReadName {
  const labels: string[] = [];
  let at = start;
  let earliest = start;
  let end: number | undefined;
  let bytes = 1;
  for (;;) {
    const length = byteAt(message, at);
    if (length === 0) return { name: labels.length === 0 ? '.' : labels.join('.'), end: end ?? at + 1 };
    if (length >= 0xc0) {
      const target = ((length & 0x3f) << 8) | byteAt(message, at + 1);
      if (target >= earliest) throw new MalformedMessage('a name points to itself or onwards');
      end ??= at + 2;
      at = earliest = target;
      continue;
    }
    if (length > LABEL_BYTES_MAX) throw new MalformedMessage('a label of a kind that there is none of');
    bytes += length + 1;
    if (bytes > NAME_BYTES_MAX) throw new MalformedMessage('a name of more than 255 bytes');
    if (at + 1 + length > message.length) throw new MalformedMessage('a label that goes beyond the end');
    labels.push(escapedLabel(message.subarray(at + 1, at + 1 + length)));
    at += length + 1;
  }
}

function byteAt(message: Buffer, at: number): number {
  const byte = message[at];
  if (byte === undefined) throw new MalformedMessage('a name that goes beyond the end');
  return byte;
}

function escapedLabel(label: Buffer): string {
  let text = '';
  for (const byte of label) {
    if (byte <= 0x20 || byte > 0x7e) text += `\\${String(byte).padStart(3, '0')}`;
    else text += SPECIAL.has(byte) ? `\\${String.fromCharCode(byte)}` : String.fromCharCode(byte);
  }
  return text;
}

/** The bytes of a name, uncompressed; undefined for what no message can hold. */
export function encodeName(name: string): Buffer | undefined {
  if (name === '.') return Buffer.from([0]);
  const labels = unescapedLabels(name);
  if (!labels || labels.some(({ length }) => length === 0 || length > LABEL_BYTES_MAX)) return undefined;
  const bytes = Buffer.concat([...labels.flatMap((label) => [Buffer.from([label.length]), label]), Buffer.from([0])]);
  return bytes.length > NAME_BYTES_MAX ? undefined : bytes;
}

const PIECE = /\\(\d{3})|\\(.)|([^\\.])|(\.)|(.)/gsu;

function unescapedLabels(name: string): readonly Buffer[] | undefined {
  const labels: number[][] = [[]];
  for (const [, number, escaped, plain, dot] of name.matchAll(PIECE)) {
    if (dot !== undefined) labels.push([]);
    else {
      const code = number === undefined ? (escaped ?? plain)?.codePointAt(0) : Number(number);
      if (code === undefined || code > 255) return undefined;
      labels.at(-1)!.push(code);
    }
  }
  return labels.map((label) => Buffer.from(label));
}

/** Names are equal whatever the case of ASCII letters (RFC 4343). */
export function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
