import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { acceptanceOf } from './acceptance.ts';
import { decodeMessage, encodeQuery, type RawRecord } from './message.ts';
import { encodeName, isSameName, MalformedMessage, readName } from './names.ts';
import { recordTypeName, recordTypeNumber } from './record-types.ts';
import { recordText } from './record-text.ts';
import { verdictOf } from './verdict.ts';

/** Labels of any bytes, so that their sum is a name. */
const names = fc
  .array(fc.uint8Array({ minLength: 1, maxLength: 63 }), { maxLength: 8 })
  .filter((labels) => labels.reduce((sum, { length }) => sum + length + 1, 1) <= 255)
  .map((labels) =>
    Buffer.concat([...labels.flatMap((label) => [Buffer.from([label.length]), label]), Buffer.from([0])]),
  );

test('a name that is read and written again is the same bytes', () => {
  fc.assert(
    fc.property(names, (bytes) => {
      const { name, end } = readName(bytes, 0);
      assert.equal(end, bytes.length);
      assert.deepEqual(encodeName(name), bytes);
    }),
  );
});

test('a question that is encoded and decoded is the same question', () => {
  fc.assert(
    fc.property(names, fc.nat(65_535), fc.nat(65_535), fc.boolean(), (bytes, id, type, hasEdns) => {
      const question = { name: readName(bytes, 0).name, type };
      const message = decodeMessage(encodeQuery({ id, question, isRecursive: true, hasEdns }));
      assert.deepEqual([message.id, message.questions, message.isResponse], [id, [question], false]);
      assert.deepEqual([message.rcode, message.answers.length], [0, 0]);
    }),
  );
});

/** Whatever is made of bytes, as a look makes it: a value or `MalformedMessage`, and soon. */
function readWhole(bytes: Buffer): void {
  try {
    const message = decodeMessage(bytes);
    const question = message.questions[0] ?? { name: 'a.example', type: 1 };
    for (const record of [...message.answers, ...message.authorities]) recordText(bytes, record);
    verdictOf(message, question, false);
    acceptanceOf(bytes, { id: message.id, question });
  } catch (error) {
    assert.ok(error instanceof MalformedMessage, String(error));
  }
}

test('arbitrary bytes neither crash nor hang the reader', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => readWhole(Buffer.from(bytes))),
    { numRuns: 1000 },
  );
});

test('nor do messages that are nearly right', () => {
  const valid = Buffer.concat([
    Buffer.from('1234818000010002000000000161076578616d706c650000010001', 'hex'),
    Buffer.from('c00c000500010000003c000401620161'.slice(0, 32), 'hex'),
    Buffer.from('c00c0001000100000e100004c0000207', 'hex'),
  ]);
  const changes = fc.array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { maxLength: 6 });
  fc.assert(
    fc.property(changes, fc.nat(valid.length), (changed, cut) => {
      const bytes = Buffer.from(valid.subarray(0, valid.length - (cut % 8)));
      for (const [at, byte] of changed) if (at < bytes.length) bytes[at] = byte;
      readWhole(bytes);
    }),
    { numRuns: 1000 },
  );
});

test('a record of any type and data is text, or refused', () => {
  const types = fc.oneof(fc.constantFrom(1, 2, 5, 6, 12, 15, 16, 28, 33, 257), fc.nat(65_535));
  fc.assert(
    fc.property(types, fc.uint8Array({ maxLength: 300 }), (type, data) => {
      const record: RawRecord = { name: 'a', type, class: 1, ttlSeconds: 1, dataAt: 0, dataEnd: data.length };
      try {
        assert.match(recordText(Buffer.from(data), record), /^[^\p{Cc}]*$/u);
      } catch (error) {
        assert.ok(error instanceof MalformedMessage, String(error));
      }
    }),
    { numRuns: 1000 },
  );
});

test('a message full of pointers to one long name is read in no time', () => {
  const long = Buffer.concat([
    ...Array.from({ length: 3 }, () => Buffer.concat([Buffer.from([63]), Buffer.alloc(63, 0x61)])),
    Buffer.from([0]),
  ]);
  const record = Buffer.from('c00c00020001000000010002c00c', 'hex');
  const count = Math.floor((65_000 - long.length) / record.length);
  const header = Buffer.from('000180000001000000000000', 'hex');
  header.writeUInt16BE(count, 6);
  const bytes = Buffer.concat([
    header,
    long,
    Buffer.from('00020001', 'hex'),
    ...Array.from({ length: count }, () => record),
  ]);
  const begunMs = performance.now();
  readWhole(bytes);
  assert.ok(performance.now() - begunMs < 1000);
});

test('a pointer leads back, never to itself or onwards', () => {
  for (const bytes of ['c000', 'c00200', '0161c000c002', '0161c0020162c000']) {
    for (let at = 0; at < bytes.length / 2; at++) {
      try {
        readName(Buffer.from(bytes, 'hex'), at);
      } catch (error) {
        assert.ok(error instanceof MalformedMessage);
      }
    }
  }
  assert.throws(() => readName(Buffer.from('c000', 'hex'), 0), /points to itself/);
  assert.deepEqual(readName(Buffer.from('0161000162c000', 'hex'), 3), { name: 'b.a', end: 7 });
});

test('types have names and numbers, those of the exchange itself have none', () => {
  assert.deepEqual(['mx', 'TYPE15', 'type65', 'TYPE65535'].map(recordTypeNumber), [15, 15, 65, 65_535]);
  for (const none of ['TYPE0', 'TYPE41', 'TYPE252', 'TYPE255', 'TYPE65536', 'ANY', '']) {
    assert.equal(recordTypeNumber(none), undefined, none);
  }
  assert.deepEqual([15, 65].map(recordTypeName), ['MX', 'TYPE65']);
});

test('names are equal whatever their case', () => assert.ok(isSameName('Shop.EXAMPLE', 'shop.example')));
