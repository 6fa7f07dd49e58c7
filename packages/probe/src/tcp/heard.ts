/** What a target said, as text that can be kept and shown. */
import { isUtf8 } from 'node:buffer';

/** Of a line, so much is looked at. */
export const LINE_BYTES_MAX = 8192;
/** Kept with a look, bytes. */
const KEPT_BYTES_MAX = 4096;

/** All of one look, over every connection and layer of it. */
export class Heard {
  /** How many there were in all. */
  bytes = 0;
  #kept = Buffer.alloc(0);

  add(bytes: Buffer): void {
    this.bytes += bytes.length;
    const room = KEPT_BYTES_MAX - this.#kept.length;
    if (room > 0) this.#kept = Buffer.concat([this.#kept, bytes.subarray(0, room)]);
  }

  /** Its beginning. Undefined when there was nothing. */
  get text(): string | undefined {
    if (this.bytes === 0) return undefined;
    const text = shownLines(textOf(withoutCutCharacter(this.#kept)));
    return this.bytes > this.#kept.length ? `${text}…` : text;
  }
}

/** UTF-8, or each byte as the character of its number, so that patterns can speak of bytes: `\x00`. */
export function textOf(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString('utf8') : bytes.toString('latin1');
}

/** A line without its end. */
export function lineText(bytes: Buffer): string {
  return textOf(bytes).replace(/\r?\n$/, '');
}

/** What is left out of a text that is shown: controls other than tab and line feed, marks that turn the reading direction. */
const UNSAFE = /[^\P{Cc}\t\n]|[\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

function shownLines(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(UNSAFE, '\ufffd').trimEnd();
}

/** Up to three bytes at the end may be the beginning of a character. */
function withoutCutCharacter(bytes: Buffer): Buffer {
  if (bytes.length < KEPT_BYTES_MAX) return bytes;
  for (let cut = 0; cut < 4; cut++) {
    const whole = bytes.subarray(0, bytes.length - cut);
    if (isUtf8(whole)) return whole;
  }
  return bytes;
}
