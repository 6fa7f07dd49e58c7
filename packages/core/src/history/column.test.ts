import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { BitReader, BitWriter, gammaBits, riceBits, toSigned, toUnsigned } from './bits.ts';
import { readColumn, writeColumn } from './column.ts';

const LARGEST = 0xffff_fffe;

test('numbers of every width are read as they were written', () => {
  const part = fc.oneof(
    fc
      .integer({ min: 0, max: 32 })
      .chain((count) =>
        fc.integer({ min: 0, max: 2 ** count - 1 }).map((value) => ({ way: 'plain' as const, value, count })),
      ),
    fc.integer({ min: 0, max: LARGEST }).map((value) => ({ way: 'gamma' as const, value, count: 0 })),
    fc.record({ way: fc.constant('rice' as const), value: fc.nat(0x7fff_ffff), count: fc.nat(30) }),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 300 }), (parts) => {
      const out = new BitWriter(8);
      let bits = 0;
      for (const { way, value, count } of parts) {
        if (way === 'plain') out.write(value, count);
        else if (way === 'gamma') out.writeGamma(value);
        else out.writeRice(value, count);
        bits += way === 'plain' ? count : way === 'gamma' ? gammaBits(value) : riceBits(value, count);
      }
      const bytes = out.bytes();
      assert.equal(bytes.length, Math.ceil(bits / 8));
      const from = new BitReader(bytes);
      for (const { way, value, count } of parts) {
        const read = way === 'plain' ? from.read(count) : way === 'gamma' ? from.readGamma() : from.readRice(count);
        assert.equal(read, value);
      }
      assert.equal(from.isOverrun, false);
    }),
    { numRuns: 300 },
  );
});

test('reading behind the end is noticed', () => {
  const from = new BitReader(Uint8Array.of(255));
  assert.equal(from.read(8), 255);
  assert.equal(from.isOverrun, false);
  assert.equal(from.read(9), 0);
  assert.equal(from.isOverrun, true);
});

test('a distance of either sign comes back', () => {
  fc.assert(
    fc.property(fc.integer({ min: -(2 ** 30) + 1, max: 2 ** 30 - 1 }), (distance) => {
      assert.ok(toUnsigned(distance) >= 0);
      assert.equal(toSigned(toUnsigned(distance)), distance);
    }),
  );
});

test('a column of any shape is read as it was written', () => {
  const steady = fc
    .tuple(fc.integer({ min: 0, max: LARGEST }), fc.nat(400))
    .map(([value, n]) => Array<number>(n).fill(value));
  const scattered = fc.array(fc.nat(300), { maxLength: 400 }).map((values) => values.map((value) => 1000 + value));
  const drifting = fc.array(fc.integer({ min: -3, max: 4 }), { maxLength: 400 }).map((steps) => {
    let at = 5000;
    return steps.map((step) => (at += step));
  });
  const wild = fc.array(fc.integer({ min: 0, max: LARGEST }), { maxLength: 200 });
  fc.assert(
    fc.property(fc.oneof(steady, scattered, drifting, wild), (values) => {
      const out = new BitWriter();
      writeColumn(out, Uint32Array.from(values), values.length);
      const back = new Uint32Array(values.length);
      readColumn(new BitReader(out.bytes()), back, values.length);
      assert.deepEqual([...back], values);
    }),
    { numRuns: 500 },
  );
});

test('a column that never changes takes a few bytes, however long it is', () => {
  const out = new BitWriter();
  writeColumn(out, new Uint32Array(5000).fill(200), 5000);
  assert.ok(out.bytes().length <= 3);
});
