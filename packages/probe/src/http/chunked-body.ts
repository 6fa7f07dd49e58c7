/** A chunked body, byte by byte: RFC 9112 section 7.1. Pure: bytes in, stretches of the body out. */
import { COLON, CR, excerptOfLine, isTokenByte, isValueByte, LF } from './header-bytes.ts';

/** Chunk extensions and trailers together, bytes. Nobody reads them, so a target must not be able to send for ever. */
export const CHUNK_OVERHEAD_BYTES_MAX = 65_536;
/** 2^53 has 14 hexadecimal digits; some leading zeros are allowed for. */
const SIZE_DIGITS_MAX = 16;
const QUOTE = 34;
const SEMICOLON = 59;
const EQUALS = 61;
const BACKSLASH = 92;

/** Given bytes `from` (included) to `to` (excluded) of the body, valid during the call only. */
export type TakeBody = (from: number, to: number) => void;

type End = 'done' | 'malformed' | 'excess';
type Place =
  | 'size'
  | 'afterSize'
  | 'extension'
  | 'extensionName'
  | 'afterExtensionName'
  | 'extensionValueStart'
  | 'extensionValue'
  | 'quoted'
  | 'quotedEscape'
  | 'sizeLf'
  | 'dataCr'
  | 'dataLf'
  | 'trailer'
  | 'trailerName'
  | 'trailerValue'
  | 'trailerLf'
  | 'lastLf';
type State = Place | 'data' | End;

/** What is wrong with a byte at this place. */
class Wrong {
  readonly detail: string;

  constructor(detail: string) {
    this.detail = detail;
  }
}

const NO_SIZE = new Wrong('a chunk does not begin with its size');
const BAD_EXTENSION = new Wrong('a chunk size is followed by something else than an extension');
const TOO_LONG = new Wrong('a chunk is longer than its size says');
const BARE_CR = new Wrong('a CR without LF');
const BAD_TRAILER = new Wrong('a trailer is no header line');

/** Blanks before `;` and before the line's end are tolerated, as in every browser. */
function afterExtension(byte: number, blank: Place): Place | Wrong {
  if (byte === CR) return 'sizeLf';
  if (byte === SEMICOLON) return 'extension';
  return isBlank(byte) ? blank : BAD_EXTENSION;
}

/** The next place for a byte at each place where the size does not matter. */
const NEXT: Readonly<Record<Exclude<Place, 'size' | 'sizeLf'>, (byte: number) => Place | 'done' | Wrong>> = {
  afterSize: (byte) => afterExtension(byte, 'afterSize'),
  extension: (byte) => (isTokenByte(byte) ? 'extensionName' : isBlank(byte) ? 'extension' : BAD_EXTENSION),
  extensionName: (byte) => (isTokenByte(byte) ? 'extensionName' : NEXT.afterExtensionName(byte)),
  afterExtensionName: (byte) => (byte === EQUALS ? 'extensionValueStart' : afterExtension(byte, 'afterExtensionName')),
  extensionValueStart: (byte) => {
    if (byte === QUOTE) return 'quoted';
    return isTokenByte(byte) ? 'extensionValue' : isBlank(byte) ? 'extensionValueStart' : BAD_EXTENSION;
  },
  extensionValue: (byte) => (isTokenByte(byte) ? 'extensionValue' : afterExtension(byte, 'afterSize')),
  quoted: (byte) => {
    if (byte === QUOTE) return 'afterSize';
    return byte === BACKSLASH ? 'quotedEscape' : isValueByte(byte) ? 'quoted' : BAD_EXTENSION;
  },
  quotedEscape: (byte) => (isValueByte(byte) ? 'quoted' : BAD_EXTENSION),
  dataCr: (byte) => (byte === CR ? 'dataLf' : TOO_LONG),
  dataLf: (byte) => (byte === LF ? 'size' : TOO_LONG),
  trailer: (byte) => (byte === CR ? 'lastLf' : isTokenByte(byte) ? 'trailerName' : BAD_TRAILER),
  trailerName: (byte) => (byte === COLON ? 'trailerValue' : isTokenByte(byte) ? 'trailerName' : BAD_TRAILER),
  trailerValue: (byte) => (byte === CR ? 'trailerLf' : isValueByte(byte) ? 'trailerValue' : BAD_TRAILER),
  trailerLf: (byte) => (byte === LF ? 'trailer' : BARE_CR),
  lastLf: (byte) => (byte === LF ? 'done' : BARE_CR),
};

export class ChunkedBody {
  /** What is wrong, once malformed. */
  detail = '';
  #state: State = 'size';
  #size = 0;
  #digits = 0;
  #left = 0;
  #overhead = 0;

  /** How it ended; undefined while it goes on. `excess`: extensions or trailers went beyond their limit. */
  get end(): End | undefined {
    const state = this.#state;
    return state === 'done' || state === 'malformed' || state === 'excess' ? state : undefined;
  }

  /** Whether what went beyond its limit came after the last byte of the body. */
  get hasWholeBody(): boolean {
    return this.#size === 0;
  }

  /** Takes bytes in until the body ends, breaks a rule or the bytes are used up. */
  push(bytes: Uint8Array, from: number, to: number, take: TakeBody): void {
    let at = from;
    while (at < to && this.end === undefined) {
      if (this.#state === 'data') {
        const end = Math.min(to, at + this.#left);
        take(at, end);
        this.#left -= end - at;
        at = end;
        if (this.#left === 0) this.#state = 'dataCr';
      } else this.#step(this.#state as Place, bytes[at++]!);
    }
  }

  #step(place: Place, byte: number): void {
    const next =
      place === 'size' ? this.#readSize(byte) : place === 'sizeLf' ? this.#beginChunk(byte) : NEXT[place](byte);
    if (next instanceof Wrong) {
      this.detail = `${next.detail} (at ${excerptOfLine(String.fromCharCode(byte))})`;
      this.#state = 'malformed';
      return;
    }
    if (place === 'dataLf') this.#size = this.#digits = 0;
    if (place !== 'size' && place !== 'sizeLf' && place !== 'dataCr' && place !== 'dataLf') this.#overhead++;
    this.#state = this.#overhead > CHUNK_OVERHEAD_BYTES_MAX && next !== 'done' ? 'excess' : next;
  }

  #readSize(byte: number): Place | Wrong {
    const digit = hexDigit(byte);
    if (digit === -1) return this.#digits === 0 ? NO_SIZE : afterExtension(byte, 'afterSize');
    this.#digits++;
    this.#size = this.#size * 16 + digit;
    const isTooLarge = this.#digits > SIZE_DIGITS_MAX || !Number.isSafeInteger(this.#size);
    return isTooLarge ? new Wrong('a chunk size is too large') : 'size';
  }

  #beginChunk(byte: number): State | Wrong {
    if (byte !== LF) return BARE_CR;
    this.#left = this.#size;
    return this.#size === 0 ? 'trailer' : 'data';
  }
}

function isBlank(byte: number): boolean {
  return byte === 32 || byte === 9;
}

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const lower = byte | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
