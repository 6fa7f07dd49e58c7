import assert from 'node:assert/strict';
import { test } from 'node:test';
import { progressLine } from './progress-line.ts';

function shownOn(isTTY: boolean, columns = 50): readonly string[] {
  const written: string[] = [];
  const line = progressLine({ isTTY, columns, write: (text) => written.push(text) });
  line.show(1, 4, 'monitor shop');
  line.show(5, 4, `monitor ${'long '.repeat(20)}`);
  line.end();
  return written;
}

test('on a terminal there is one line, written over, that fits; at the end it is gone', () => {
  const [first = '', second = '', last] = shownOn(true);
  assert.equal(first, `\r\u001B[K${'█'.repeat(6)}${'░'.repeat(18)} 1 of 4 monitor shop`);
  assert.match(second, / 5 of 5 monitor long/);
  assert.ok(second.replace('\r\u001B[K', '').length < 50, second);
  assert.equal(last, '\r\u001B[K');
});

test('anywhere else there is nothing', () => {
  assert.deepEqual(shownOn(false), []);
});
