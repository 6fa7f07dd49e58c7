/** Screenshots with a palette: a quarter of the bytes, and of a page nobody sees the difference (PNG specification, third edition). */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const COLOURS_MAX = 256;
/** Colours that differ by less than this, summed over red, green and blue, are one. */
const NEAR = 9;

/** @param png as Chromium takes it: eight bits, red, green and blue, perhaps with alpha, not interlaced */
export function smallPng(png: Buffer): Buffer {
  const { width, height, pixels } = decoded(png);
  const palette = paletteOf(pixels);
  const places = new Map<number, number>();
  const rows = Buffer.alloc((width + 1) * height);
  for (let at = 0; at < pixels.length; at++) {
    const colour = pixels[at]!;
    let place = places.get(colour);
    if (place === undefined) places.set(colour, (place = nearest(palette, colour)));
    rows[at + Math.floor(at / width) + 1] = place;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  const data = deflateSync(rows, { level: 9, memLevel: 9 });
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Colours as 0xrrggbb, row after row. */
function decoded(png: Buffer): { readonly width: number; readonly height: number; readonly pixels: Uint32Array } {
  const parts: Buffer[] = [];
  for (let at = SIGNATURE.length; at < png.length; at += png.readUInt32BE(at) + 12)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const [width, height, kind] = [png.readUInt32BE(16), png.readUInt32BE(20), png[25]!];
  const size = kind === 6 ? 4 : kind === 2 ? 3 : undefined;
  if (size === undefined) throw new Error(`a PNG of colour type ${kind}, expected 2 or 6`);
  const raw = inflateSync(Buffer.concat(parts));
  const stride = width * size;
  const pixels = new Uint32Array(width * height);
  let above = new Uint8Array(stride);
  for (let row = 0; row < height; row++) {
    const from = row * (stride + 1);
    const line = unfiltered(raw[from]!, raw.subarray(from + 1, from + 1 + stride), above, size);
    for (let x = 0; x < width; x++)
      pixels[row * width + x] = (line[x * size]! << 16) | (line[x * size + 1]! << 8) | line[x * size + 2]!;
    above = line;
  }
  return { width, height, pixels };
}

/** Section 9.2. */
function unfiltered(filter: number, given: Uint8Array, above: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const line = new Uint8Array(given.length);
  for (let at = 0; at < given.length; at++) {
    const left = line[at - size] ?? 0;
    const up = above[at]!;
    const corner = above[at - size] ?? 0;
    const guess = [0, left, up, (left + up) >> 1, filter === 4 ? paeth(left, up, corner) : 0][filter]!;
    line[at] = given[at]! + guess;
  }
  return line;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** The commonest colours, each as it is. */
function paletteOf(pixels: Uint32Array): readonly number[] {
  const counts = new Map<number, number>();
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const palette: number[] = [];
  for (const [colour] of [...counts].sort(([, one], [, other]) => other - one)) {
    if (palette.every((taken) => distance(taken, colour) >= NEAR)) palette.push(colour);
    if (palette.length === COLOURS_MAX) break;
  }
  return palette;
}

function nearest(palette: readonly number[], colour: number): number {
  let best = 0;
  for (let at = 1; at < palette.length; at++)
    if (distance(palette[at]!, colour) < distance(palette[best]!, colour)) best = at;
  return best;
}

function distance(one: number, other: number): number {
  const part = (shift: number): number => Math.abs(((one >> shift) & 255) - ((other >> shift) & 255));
  return part(16) + part(8) + part(0);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
