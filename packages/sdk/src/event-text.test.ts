import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createEventText } from './event-text.ts';

const TEXT = [
  'retry: 2000\n: welcome\n\n',
  'id: b-1\nevent: verdict\ndata: {"a":1}\n\n',
  ': still here\n\n',
  'id:b-2\r\ndata: one\r\ndata:  two\r\n\r\n',
  'event: reset\rdata: {}\r\r',
  'data\n\n',
  'id: b-3\nevent: without data\n\n',
  'data: cut off',
].join('');

const MESSAGES = [
  { id: 'b-1', type: 'verdict', data: '{"a":1}' },
  { id: 'b-2', type: 'message', data: 'one\n two' },
  { id: undefined, type: 'reset', data: '{}' },
  { id: undefined, type: 'message', data: '' },
];

test('a stream is the same messages however it is cut, with every end of line there is', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: TEXT.length })), (cuts) => {
      const text = createEventText();
      const at = [0, ...cuts.sort((one, other) => one - other), TEXT.length];
      const messages = at.slice(1).flatMap((end, index) => text.push(TEXT.slice(at[index], end)));
      assert.deepEqual(messages, MESSAGES);
      assert.equal(text.retryMs, 2_000);
    }),
  );
});

test('a message without an end is given up before it fills the memory', () => {
  const text = createEventText();
  const piece = `data: ${'x'.repeat(1024 * 1024)}\n`;
  assert.throws(() => {
    for (let count = 0; count < 100; count++) text.push(piece);
  }, RangeError);
});
