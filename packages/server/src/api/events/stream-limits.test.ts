import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { LiveBus } from '../../live.ts';
import { observationOf } from '../testing/quiet-engine.ts';
import { createEventStreams, type StreamRequest } from './event-streams.ts';

const LIMITS = {
  streams: 3,
  streamsPerCaller: 2,
  bufferedBytes: 1000,
  expiryMs: 4000,
  heartbeatMs: 15_000,
  resumeMs: 60_000,
  window: { events: 10, bytes: 10_000 },
};

function rig() {
  const interest: boolean[] = [];
  const live = new LiveBus((isWatched) => interest.push(isWatched));
  let nowMs = 0;
  const streams = createEventStreams(
    {
      live,
      clock: { wall: () => nowMs, monotonic: () => nowMs },
      config: {},
    },
    LIMITS,
  );
  const open = (request: Partial<StreamRequest> = {}) => {
    const response = new PassThrough();
    // Of an answer, a stream uses only what every writable has.
    streams.open(response as unknown as ServerResponse, { callerId: 'key:1', holders: ['key:1'], ...request });
    return response;
  };
  return { interest, live, streams, open, pass: (ms: number) => void (nowMs += ms) };
}

test('a key has so many streams and no more, and all keys together so many', () => {
  const { streams, open } = rig();
  open();
  open();
  assert.throws(() => streams.refuseTooMany('key:1'), { code: 'RATE_LIMITED' });
  streams.refuseTooMany('key:2');
  open({ callerId: 'key:2' });
  assert.throws(() => streams.refuseTooMany('key:3'), { code: 'RATE_LIMITED' });
  streams.close();
  assert.equal(streams.size, 0);
});

test('a comment every 15 s keeps a quiet stream open, and ends that of a key that has expired', (context) => {
  context.mock.timers.enable({ apis: ['setInterval', 'setTimeout'] });
  const { streams, open, pass } = rig();
  const lasting = open();
  const expiring = open({ endsAtMs: () => 20_000 });
  lasting.read();
  pass(15_000);
  context.mock.timers.tick(15_000);
  assert.equal(String(lasting.read()), ': still here\n\n');
  assert.equal(expiring.destroyed, false);
  pass(15_000);
  context.mock.timers.tick(15_000);
  assert.equal(expiring.destroyed, true);
  assert.equal(lasting.destroyed, false);
  streams.close();
});

test('whoever may listen no longer is heard of at the next look, long before the next comment', (context) => {
  context.mock.timers.enable({ apis: ['setInterval', 'setTimeout'] });
  const { streams, open, pass } = rig();
  let endsAtMs = 2000;
  const used = open({ endsAtMs: () => endsAtMs });
  const unused = open({ endsAtMs: () => 2000 });
  endsAtMs = 60_000;
  pass(4000);
  context.mock.timers.tick(4000);
  assert.deepEqual([used.destroyed, unused.destroyed], [false, true]);
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
