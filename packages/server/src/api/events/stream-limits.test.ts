import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { LiveBus } from '../../live.ts';
import { observationOf } from '../testing/quiet-engine.ts';
import type { Problem } from '../problem.ts';
import { createEventStreams, type StreamRequest } from './event-streams.ts';

const LIMITS = {
  streams: 4,
  streamsPerCaller: 2,
  streamsPerAddress: 3,
  bufferedBytes: 1000,
  expiryMs: 4000,
  heartbeatMs: 15_000,
  resumeMs: 60_000,
  window: { events: 10, bytes: 10_000 },
};

function rig() {
  const interest: boolean[] = [];
  const live = new LiveBus((isWatched) => interest.push(isWatched));
  const streams = createEventStreams({ live, config: {} }, LIMITS);
  const open = (request: Partial<StreamRequest> = {}) => {
    const response = new PassThrough();
    // Of an answer, a stream uses only what every writable has.
    streams.open(response as unknown as ServerResponse, {
      ...{ callerId: 'key:1', address: '10.0.0.1', holders: ['key:1'], mayListen: async () => true },
      ...request,
    });
    return response;
  };
  return { interest, live, streams, open };
}

test('a key or a member has so many streams and no more, so has an address, and all together so many (S35)', () => {
  const { streams, open } = rig();
  const isRefused = (callerId: string, address: string) => {
    try {
      streams.refuseTooMany({ callerId, address });
      return false;
    } catch (error) {
      assert.equal((error as Problem).code, 'RATE_LIMITED');
      return true;
    }
  };
  open();
  open({ address: '10.0.0.2' });
  assert.ok(isRefused('key:1', '10.0.0.3'), 'the key has two, from anywhere');
  assert.ok(!isRefused('member:2', '10.0.0.1'));
  open({ callerId: 'member:2' });
  open({ callerId: 'key:3' });
  assert.ok(isRefused('key:4', '10.0.0.1'), 'the address has three, by whatever key');
  assert.ok(isRefused('key:4', '10.0.0.4'), 'four are open');
  streams.close();
  assert.equal(streams.size, 0);
});

test('a comment every 15 s keeps a quiet stream open', (context) => {
  context.mock.timers.enable({ apis: ['setInterval', 'setTimeout'] });
  const { streams, open } = rig();
  const lasting = open();
  lasting.read();
  context.mock.timers.tick(15_000);
  assert.equal(String(lasting.read()), ': still here\n\n');
  streams.close();
});

test('whoever may listen no longer is dropped at the next look, within four seconds; so is one that cannot be asked about', async (context) => {
  context.mock.timers.enable({ apis: ['setInterval', 'setTimeout'] });
  const { streams, open } = rig();
  let isEnded = false;
  const used = open();
  const ended = open({ mayListen: async () => !isEnded });
  const unknown = open({
    mayListen: async () => {
      throw new Error('the store cannot be read');
    },
  });
  const dropped = once(unknown, 'close');
  isEnded = true;
  context.mock.timers.tick(4000);
  await dropped;
  assert.deepEqual([used.destroyed, ended.destroyed], [false, true]);
  streams.close();
});

test('what ends takes its own streams with it, and not those that are to stay', () => {
  const { streams, open } = rig();
  const [here, elsewhere] = ['a', 'b'].map((id) =>
    open({ callerId: 'member:1', holders: ['member:1', `session:${id}`] }),
  );
  streams.endOf('member:1', 'session:a');
  assert.deepEqual([here!.destroyed, elsewhere!.destroyed], [false, true]);
  streams.endOf('session:a');
  assert.equal(here!.destroyed, true);
  streams.close();
});

test('whoever may only look hears the same without pieces of what targets answered (S04)', () => {
  const { live, streams, open } = rig();
  const [whole, less] = [open(), open({ isWithheld: true })];
  const row = {
    monitorKey: 1,
    slotMs: 0,
    latenessMs: 0,
    kind: 'scheduled',
    outcome: 'down',
    attempts: 1,
    phases: { totalMs: 1 },
  } as const;
  const observation = observationOf({ facts: { statusCode: 503, bodyExcerpt: 'canary' } });
  const look = { monitorId: 'm', region: 'local', row: { ...row, statusCode: 503, bodyBytes: 6 }, observation };
  for (const one of [whole, less]) one.read();
  live.publish({ type: 'observation', data: look });
  assert.match(String(whole.read()), /"responseBodySnapshot":"canary"/);
  const heard = String(less.read());
  assert.match(heard, /event: observation\ndata: \{.*"responseBodySnapshot":null/);
  assert.match(heard, /"statusCode":503/);
  assert.ok(!heard.includes('canary'));
  streams.close();
});

test('when the last listener has left, the bus is heard a minute longer, so that it can resume, and then no more', (context) => {
  context.mock.timers.enable({ apis: ['setInterval', 'setTimeout'] });
  const { interest, streams, open, live } = rig();
  open();
  streams.endOf('key:1');
  context.mock.timers.tick(59_000);
  assert.deepEqual(interest, [true]);
  assert.equal(live.isWatched, true);
  context.mock.timers.tick(1000);
  assert.deepEqual(interest, [true, false]);
  open();
  assert.deepEqual(interest, [true, false, true]);
  streams.close();
});
