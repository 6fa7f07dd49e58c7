import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, test } from 'node:test';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { decodeBody, type Decoded } from './content-coding.ts';

function decoded(encoded: Buffer, header: string, bytesMax = 1_048_576, isPartial = false): Promise<Decoded> {
  return new Promise((resolve) => decodeBody(encoded, header, { bytesMax, isPartial }, resolve));
}

const codeOf = (result: Decoded): string | undefined => ('failure' in result ? result.failure.code : undefined);

const encoders: readonly [string, (bytes: Buffer) => Buffer][] = [
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['GZIP', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
  ['identity', (bytes) => bytes],
  ['', (bytes) => bytes],
  ['gzip, br', (bytes) => brotliCompressSync(gzipSync(bytes))],
];

describe('a body comes back as it was', () => {
  // Incompressible, so that the encoded bytes are too many to be decoded on the spot.
  for (const [size, bytes] of [
    ['small', Buffer.from('hello world')],
    ['large', randomBytes(300_000)],
  ] as const) {
    for (const [header, encode] of encoders) {
      test(`${size}, ${header || 'without coding'} by ${encode.name || 'two coders'}`, async () => {
        assert.deepEqual(await decoded(encode(bytes), header), { body: bytes, isTruncated: false });
      });
    }
  }
});

describe('a body that decodes to more than the cap is cut there', () => {
  for (const [header, encode] of encoders) {
    test(header || 'without coding', async () => {
      const result = await decoded(encode(Buffer.alloc(100_000, 'a')), header, 1000);
      assert.deepEqual(result, { body: Buffer.alloc(1000, 'a'), isTruncated: true });
    });
  }
});

describe('a body that is not what its label says is protocol.encoding', () => {
  const plain = Buffer.from('<html>hello</html>');
  for (const header of ['gzip', 'deflate', 'br', 'zstd']) {
    test(`plain text labelled ${header}`, async () => {
      assert.equal(codeOf(await decoded(plain, header)), 'protocol.encoding');
    });
  }
  for (const [header, encode] of encoders.slice(0, 7)) {
    test(`${header} that ends early`, async () => {
      const whole = encode(randomBytes(1000));
      assert.equal(codeOf(await decoded(whole.subarray(0, -20), header)), 'protocol.encoding');
    });
  }
  test('large plain text labelled gzip', async () => {
    assert.equal(codeOf(await decoded(Buffer.alloc(200_000, 'a'), 'gzip')), 'protocol.encoding');
  });
  test('a coding that nobody knows', async () => {
    assert.equal(codeOf(await decoded(plain, 'rot13')), 'protocol.encoding');
    assert.equal(codeOf(await decoded(plain, 'constructor')), 'protocol.encoding');
  });
  test('three codings one over another', async () => {
    const bytes = gzipSync(gzipSync(gzipSync(plain)));
    assert.equal(codeOf(await decoded(bytes, 'gzip, gzip, gzip')), 'protocol.encoding');
  });
});

test('the beginning of a body is decoded as far as it goes', async () => {
  const text = Buffer.from('0123456789'.repeat(10_000));
  for (const [header, encode] of encoders.slice(0, 7)) {
    const whole = encode(text);
    const result = await decoded(whole.subarray(0, whole.length - 5), header, 1_048_576, true);
    assert.ok('body' in result, header);
    assert.ok(result.isTruncated);
    assert.deepEqual(result.body, text.subarray(0, result.body.length));
  }
});

test('no bytes are no body, whatever their label', async () => {
  assert.deepEqual(await decoded(Buffer.alloc(0), 'gzip'), { body: Buffer.alloc(0), isTruncated: false });
});
