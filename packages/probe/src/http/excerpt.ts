/** Bytes of a body as text that can be stored and shown. */

/** UTF-8 bytes of an excerpt at most. */
export const EXCERPT_BYTES_MAX = 4096;
/** Enough source bytes for it in every encoding: UTF-32 is none of TextDecoder's, UTF-16 takes two a character. */
export const EXCERPT_SOURCE_BYTES_MAX = 2 * EXCERPT_BYTES_MAX;

const decoders = new Map<string, TextDecoder>();

/**
 * A body as text: the byte order mark decides, then the charset of Content-Type, then UTF-8. Bytes that the encoding
 * does not have become U+FFFD; a charset that is not known is read as UTF-8.
 * @param isPartial the bytes may end within a character, which is then left out
 */
export function bodyText(body: Uint8Array, contentType: string | undefined, isPartial = false): string {
  const label = byteOrderMarkOf(body) ?? charsetOf(contentType) ?? 'utf-8';
  // A stateful decoder keeps the rest of a cut character for the next call, so that one is never shared.
  return isPartial ? newDecoder(label).decode(body, { stream: true }) : decoderFor(label).decode(body);
}

/** The beginning of a body, at most 4 KiB of valid UTF-8, cut between two characters, without NUL (which some stores refuse). */
export function excerptOf(body: Uint8Array, contentType: string | undefined): string {
  const text = bodyText(body.subarray(0, EXCERPT_SOURCE_BYTES_MAX), contentType, true).replaceAll('\0', '\ufffd');
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(EXCERPT_BYTES_MAX));
  return text.slice(0, read);
}

function byteOrderMarkOf(body: Uint8Array): string | undefined {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return 'utf-8';
  if (body[0] === 0xfe && body[1] === 0xff) return 'utf-16be';
  return body[0] === 0xff && body[1] === 0xfe ? 'utf-16le' : undefined;
}

function charsetOf(contentType: string | undefined): string | undefined {
  return contentType && /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(contentType)?.[1];
}

function decoderFor(label: string): TextDecoder {
  const known = decoders.get(label);
  if (known) return known;
  const made = newDecoder(label);
  // Targets choose labels: only what the platform knows is kept.
  if (decoders.size < 64) decoders.set(label, made);
  return made;
}

function newDecoder(label: string): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch (error) {
    if (error instanceof RangeError) return new TextDecoder();
    throw error;
  }
}
