/** A status page of a whole server, over loopback. */
import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { Worker } from 'node:worker_threads';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { serverOf } from './testing/declared-server.ts';
import { scriptedTarget } from './testing/loopback.ts';

const OTHERS = ['/badge/status.svg', '/api/v2/status.json'];
/** Between two looks at the page, milliseconds: it shares the machine with other tests. */
const LOOK_AGAIN_MS = 200;

test('when nothing is heard any more of the threads that look, the page, its badge and its summary stop being green, and say as of when', {
  timeout: 60_000,
}, async (t) => {
  const target = await scriptedTarget(t);
  const config = { url: target.url, method: 'GET', timeoutMs: 1000, retry: { attemptsMax: 1 } };
  const { url } = await serverOf(t, {
    monitors: [{ name: 'shop', type: 'HTTP', config, frequencySeconds: 1 }],
    statusPages: [{ name: 'Shop', slug: 'shop', components: [{ name: 'Checkout', monitor: 'shop' }] }],
  });
  const read = async (part = ''): Promise<string> => {
    await wait(LOOK_AGAIN_MS);
    return (await fetch(`${url}/status/shop${part}`)).text();
  };
  let page = '';
  while (!page.includes('All systems operational')) page = await read();
  t.mock.method(Worker.prototype, 'emit', function heard(this: Worker, ...event: [name: string, ...given: unknown[]]) {
    return event[0] === 'message' ? false : EventEmitter.prototype.emit.apply(this, event);
  });
  while (page.includes('All systems operational')) page = await read();
  assert.match(page, /We do not know how everything is right now/);
  assert.match(page, /No current data/);
  assert.match(page, /As of <time datetime="\d{4}-/, 'without a script, too');
  for (const part of OTHERS) assert.doesNotMatch(await read(part), /[Oo]perational|"none"/, part);
});
