import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { createLog } from './log.ts';

function logTo(isTTY: boolean) {
  const lines: string[] = [];
  return { lines, log: createLog('info', { isTTY, write: (line: string) => void lines.push(line) }) };
}

/** What a person sees, without the clock. */
const seen = (line: string): string => stripVTControlCharacters(line).replace(/^\d\d:\d\d:\d\d /, '');

test('on a terminal a line is short: level, message and the facts, not the ids that only a program follows', () => {
  const { lines, log } = logTo(true);
  const request = log.child({ reqId: '019b7ca9-8c88-7587-bbdd-deb8a3067130' });
  request.info(
    { method: 'POST', path: '/api/v1/tags', route: '/api/v1/tags', status: 201, ms: 1.2, key: 'ops' },
    'request',
  );
  log.warn({ monitor: 'shop', count: 2 }, 'no longer in the config file');
  log.error({ err: new Error('no space left') }, 'cannot write');
  log.error({ err: new Error('no space left') }, 'no space left');
  assert.deepEqual(lines.map(seen), [
    'info  request POST /api/v1/tags 201 1.2 ms ops\n',
    'warn  no longer in the config file monitor=shop count=2\n',
    'error cannot write: no space left\n',
    'error no space left\n',
  ]);
});

test('what others named cannot move the cursor of the terminal that shows the log', () => {
  const { lines, log } = logTo(true);
  log.warn({ monitor: 'a\u001b[2Jb\u009b1mc\nd' }, 'x');
  assert.equal(lines[0]!.slice(lines[0]!.indexOf('x ')), 'x monitor=a [2Jb 1mc d\n');
});

test('elsewhere a line is a JSON object with everything', () => {
  const { lines, log } = logTo(false);
  log.child({ reqId: 'r' }).info({ status: 201, password: 'canary', deep: { token: 'canary' } }, 'request');
  const { level, msg, reqId, status } = JSON.parse(lines[0]!) as Record<string, unknown>;
  assert.deepEqual({ level, msg, reqId, status }, { level: 30, msg: 'request', reqId: 'r', status: 201 });
  assert.doesNotMatch(lines[0]!, /"deep":\{"token":"canary/);
});
