/**
 * Content-Encoding undone, with an end to everything: at most `bytesMax` decoded bytes, two codings, 8 MiB of window.
 * Only a body that somebody reads is decoded, so only then a wrong label is a failure.
 */
import { pipeline, Readable, type Transform } from 'node:stream';
import {
  brotliDecompressSync,
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
  gunzipSync,
  inflateRawSync,
  inflateSync,
  type ZlibOptions,
  zstdDecompressSync,
} from 'node:zlib';
import { failure, type Failure } from '@upwatch/core';
import { excerptOfLine } from './header-bytes.ts';

/** More are only ever seen in attacks. */
const CODINGS_MAX = 2;
/** Up to here a body is decoded on the spot: a stream costs ten times as much and goes through the thread pool. */
const ON_THE_SPOT_ENCODED_BYTES_MAX = 65_536;
const ON_THE_SPOT_DECODED_BYTES_MAX = 1_048_576;
/** RFC 9659: a window of more than 8 MiB need not be supported; without a bound a target chooses how much we allocate. */
const ZSTD_WINDOW = { params: { [constants.ZSTD_d_windowLogMax]: 23 } };
const SLICE_BYTES = 16_384;

type DecodeOptions = Pick<ZlibOptions, 'finishFlush' | 'maxOutputLength'>;
type Coding = 'gzip' | 'deflate' | 'br' | 'zstd';
const NAMES: Readonly<Record<string, Coding>> = {
  gzip: 'gzip',
  'x-gzip': 'gzip',
  deflate: 'deflate',
  br: 'br',
  zstd: 'zstd',
};

/** A body as it was before it was encoded, or why that cannot be told. */
export type Decoded = { readonly body: Buffer; readonly isTruncated: boolean } | { readonly failure: Failure };

/** How a body is to be decoded. */
export interface DecodeLimits {
  /** Decoded bytes at most; what comes after them is left out. */
  readonly bytesMax: number;
  /** The encoded bytes themselves are only a beginning, so their sudden end is no fault. */
  readonly isPartial: boolean;
}

/**
 * Undoes the codings of a Content-Encoding header.
 * @param done called once, at once or later
 */
export function decodeBody(
  encoded: Buffer,
  header: string,
  limits: DecodeLimits,
  done: (decoded: Decoded) => void,
): void {
  const codings = codingsOf(header);
  if ('failure' in codings) return done(codings);
  if (codings.list.length === 0 || encoded.length === 0) {
    return done({ body: encoded.subarray(0, limits.bytesMax), isTruncated: encoded.length > limits.bytesMax });
  }
  const atOnce =
    encoded.length <= ON_THE_SPOT_ENCODED_BYTES_MAX ? decodeOnTheSpot(encoded, codings.list, limits) : undefined;
  if (atOnce) done(atOnce);
  else decodeAsStream(encoded, codings.list, limits, done);
}

/** In the order in which they are undone: the last one named was applied last. */
function codingsOf(header: string): { readonly list: readonly Coding[] } | { readonly failure: Failure } {
  const names = header
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  if (names.length > CODINGS_MAX) return encodingFailure(`${names.length} codings one over another`);
  const list: Coding[] = [];
  for (const name of names.toReversed()) {
    const coding = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
    if (!coding) return encodingFailure(`the coding ${excerptOfLine(name)} is not known here`);
    list.push(coding);
  }
  return { list };
}

/** Undefined where the body turns out to be large. */
function decodeOnTheSpot(encoded: Buffer, codings: readonly Coding[], limits: DecodeLimits): Decoded | undefined {
  const maxOutputLength = Math.min(limits.bytesMax, ON_THE_SPOT_DECODED_BYTES_MAX);
  let body = encoded;
  for (const coding of codings) {
    try {
      body = decodeSync(coding, body, { maxOutputLength, ...flushOf(coding, limits.isPartial) });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return code === 'ERR_BUFFER_TOO_LARGE' ? undefined : encodingFailure(`${coding} (${code ?? 'unreadable'})`);
    }
  }
  return { body, isTruncated: limits.isPartial };
}

function decodeAsStream(
  encoded: Buffer,
  codings: readonly Coding[],
  limits: DecodeLimits,
  done: (decoded: Decoded) => void,
): void {
  const decoders = codings.map((coding) => decoderOf(coding, encoded, flushOf(coding, limits.isPartial)));
  const parts: Buffer[] = [];
  let length = 0;
  let isOver = false;
  const finish = (decoded: Decoded): void => {
    if (isOver) return;
    isOver = true;
    done(decoded);
  };
  decoders.at(-1)!.on('data', (part: Buffer) => {
    if (isOver) return;
    parts.push(part);
    length += part.length;
    if (length <= limits.bytesMax) return;
    finish({ body: Buffer.concat(parts, limits.bytesMax), isTruncated: true });
    for (const decoder of decoders) decoder.destroy();
  });
  pipeline([Readable.from(slicesOf(encoded)), ...decoders], (error) => {
    if (error) finish(encodingFailure(`${codings.join(', ')} (${error.code ?? 'unreadable'})`));
    else finish({ body: Buffer.concat(parts, length), isTruncated: limits.isPartial });
  });
}

/** In slices, so that a bomb is stopped before all of it has been put through. */
function* slicesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) yield bytes.subarray(at, at + SLICE_BYTES);
}

function decodeSync(coding: Coding, bytes: Buffer, options: DecodeOptions): Buffer {
  switch (coding) {
    case 'gzip':
      return gunzipSync(bytes, options);
    case 'deflate':
      return hasZlibHeader(bytes) ? inflateSync(bytes, options) : inflateRawSync(bytes, options);
    case 'br':
      return brotliDecompressSync(bytes, options);
    case 'zstd':
      return zstdDecompressSync(bytes, { ...options, ...ZSTD_WINDOW });
  }
}

function decoderOf(coding: Coding, encoded: Buffer, options: DecodeOptions): Transform {
  switch (coding) {
    case 'gzip':
      return createGunzip(options);
    case 'deflate':
      return hasZlibHeader(encoded) ? createInflate(options) : createInflateRaw(options);
    case 'br':
      return createBrotliDecompress(options);
    case 'zstd':
      return createZstdDecompress({ ...options, ...ZSTD_WINDOW });
  }
}

/** RFC 1950 section 2.2. Servers also send `deflate` without this wrapper, and browsers take both. */
function hasZlibHeader(bytes: Buffer): boolean {
  return bytes.length >= 2 && (bytes[0]! & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0;
}

/** Without this, bytes that end early are an error. */
function flushOf(coding: Coding, isPartial: boolean): DecodeOptions {
  if (!isPartial) return {};
  switch (coding) {
    case 'gzip':
    case 'deflate':
      return { finishFlush: constants.Z_SYNC_FLUSH };
    case 'br':
      return { finishFlush: constants.BROTLI_OPERATION_FLUSH };
    case 'zstd':
      return { finishFlush: constants.ZSTD_e_flush };
  }
}

function encodingFailure(detail: string): { readonly failure: Failure } {
  return { failure: failure('protocol.encoding', detail, 'download') };
}
