import assert from 'node:assert/strict';
import { test } from 'node:test';
import { urlUnder } from './web-url.ts';

test('a path goes under the base, whatever its end', () => {
  const rows = [
    ['https://h.example', 'https://h.example/message'],
    ['https://h.example/', 'https://h.example/message'],
    ['https://h.example:8443/push', 'https://h.example:8443/push/message'],
    ['https://h.example/push//', 'https://h.example/push/message'],
    ['https://h.example/push?a=1#b', 'https://h.example/push/message'],
  ] as const;
  for (const [base, expected] of rows) assert.equal(urlUnder(base, 'message'), expected);
});

test('what is encoded in a path stays encoded', () => {
  assert.equal(
    urlUnder('http://h.example', `rooms/${encodeURIComponent('!a:b/c?d')}/send`),
    'http://h.example/rooms/!a%3Ab%2Fc%3Fd/send',
  );
});
