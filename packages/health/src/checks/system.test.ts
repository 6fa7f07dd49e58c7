import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { createHealth } from '../health.ts';
import { diskCheck } from './disk.ts';
import { eventLoopCheck } from './event-loop.ts';
import { heapCheck, memoryCheck } from './memory.ts';
import { failure, note } from './testing/outcome.ts';

test('room on the disk is said, warned of and missed', async () => {
  const said = await note(diskCheck({ path: '/', minFreePercent: 0, warnFreePercent: 0 }));
  assert.match(said.message!, /^\/: [\d.]+ \w+ of [\d.]+ [KMGTP]iB free/);
  assert.deepEqual([typeof said.observedValue, said.observedUnit, said.warn], ['number', '%', false]);
  assert.equal((await note(diskCheck({ path: '/proc', minFreePercent: 0 }))).message, '/proc: 0 B of 0 B free (100 %)');
  const { code, message } = await failure(diskCheck({ path: '/', minFreePercent: 0, minFreeBytes: 2 ** 60 }));
  assert.equal(code, 'OUT_OF_BOUNDS');
  assert.match(message, /^\/: [\d.]+ \w+ of/);
  const gone = await failure(diskCheck({ path: '/no/such/place' }));
  assert.deepEqual(gone, { code: 'UNREACHABLE', message: '/no/such/place: no such socket or file (ENOENT)' });
});

test('memory of the process is said, warned of and missed', async () => {
  const limitBytes = process.memoryUsage.rss() * 2;
  const said = await note(memoryCheck({ limitBytes, warnPercent: 10 }));
  assert.match(said.message!, /^memory: [\d.]+ MiB of [\d.]+ [MG]iB in use \(\d+ %\)$/);
  assert.equal(said.warn, true);
  assert.equal((await failure(memoryCheck({ limitBytes: 1 }))).code, 'OUT_OF_BOUNDS');
  assert.equal((await note(memoryCheck({ limitBytes: 2 ** 50 }))).warn, false);
});

test('a heap that fills up is seen before V8 gives up', () => {
  const code = `
    const { heapCheck } = await import(${JSON.stringify(import.meta.resolve('./memory.ts'))});
    const check = heapCheck({ maxPercent: 60, warnPercent: 60 });
    const before = await check.run(new AbortController().signal);
    const held = [];
    for (;;) {
      for (let i = 0; i < 20_000; i++) held.push({ i });
      try { await check.run(new AbortController().signal); } catch (error) {
        console.log(JSON.stringify({ warn: before.warn, code: error.code, message: error.message }));
        break;
      }
    }`;
  const args = ['--max-old-space-size=64', '--conditions=upwatch:source', '--input-type=module', '-e', code];
  const said = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Record<string, unknown>;
  assert.deepEqual([said['warn'], said['code']], [false, 'OUT_OF_BOUNDS']);
  assert.match(String(said['message']), /^heap: [\d.]+ MiB of [\d.]+ MiB in use \((6|7)\d %\)$/);
});

test('the heap of this process is well', async () => {
  assert.match((await note(heapCheck())).message!, /^heap: [\d.]+ MiB of/);
});

test('a standstill of the event loop is seen by the next look, and forgotten by the one after', async () => {
  let at = 0;
  const check = eventLoopCheck({ maxMs: 300, warnMs: 100, critical: false }, () => at);
  const said = await note(check);
  const quiet = 'event loop: longest standstill 0 ms since the last look';
  assert.deepEqual(said, { message: quiet, observedValue: 0, observedUnit: 'ms', warn: false });
  at += 140;
  assert.equal((await note(check)).warn, true);
  at += 320;
  const message = 'event loop: longest standstill 300 ms since the last look';
  assert.deepEqual(await failure(check), { code: 'OUT_OF_BOUNDS', message });
  assert.deepEqual([(await note(check)).message, check.critical], [quiet, false]);
  check.close();
});

test('createHealth takes the check of the event loop as it is', async () => {
  const loop = eventLoopCheck({ maxMs: 3_600_000, warnMs: 3_600_000 });
  const health = createHealth({ checks: { loop } });
  assert.equal((await health.report()).status, 'healthy');
  health.close();
  loop.close();
});

test('a loop that is blocked for real is seen, and the measuring keeps no process alive', () => {
  const code = `
    const { eventLoopCheck } = await import(${JSON.stringify(import.meta.resolve('./event-loop.ts'))});
    const check = eventLoopCheck({ maxMs: 300 });
    const end = performance.now() + 400;
    while (performance.now() < end);
    await check.run(new AbortController().signal).catch((error) => console.log(error.code));`;
  const args = ['--conditions=upwatch:source', '--input-type=module', '-e', code];
  assert.equal(execFileSync(process.execPath, args, { encoding: 'utf8', timeout: 60_000 }), 'OUT_OF_BOUNDS\n');
});

test('limits out of their range are refused at once', () => {
  assert.throws(
    () => diskCheck({ path: '/', minFreePercent: 101 }),
    /^RangeError: minFreePercent must be from 0 to 100, got 101$/,
  );
  assert.throws(() => memoryCheck({ maxPercent: -1 }), /^RangeError: maxPercent must be from 0 to 100, got -1$/);
  assert.throws(() => eventLoopCheck({ maxMs: Number.NaN }), /^RangeError: maxMs must be at least 0, got NaN$/);
});
