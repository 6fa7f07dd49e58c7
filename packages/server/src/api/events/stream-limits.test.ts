import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { LiveBus } from '../../live.ts';
import { createEventStreams, type StreamRequest } from './event-streams.ts';

const LIMITS = {
  streams: 3,
  streamsPerKey: 2,
  bufferedBytes: 1000,
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
    streams.open(response as unknown as ServerResponse, { keyId: 1, ...request });
    return response;
  };
  return { interest, live, streams, open, pass: (ms: number) => void (nowMs += ms) };
}

test('a key has so many streams and no more, and all keys together so many', () => {
  const { streams, open } = rig();
  open();
  open();
  assert.throws(() => streams.refuseTooMany(1), { code: 'RATE_LIMITED' });
  streams.refuseTooMany(2);
  open({ keyId: 2 });
  assert.throws(() => streams.refuseTooMany(3), { code: 'RATE_LIMITED' });
  streams.close();
  assert.equal(streams.size, 0);
});

test('a comment every 15 s keeps a quiet stream open, and ends that of a key that has expired', (context) => {
  context.mock.timers.enable({ apis: ['setInterval', 'setTimeout'] });
  const { streams, open, pass } = rig();
  const lasting = open();
  const expiring = open({ keyExpiresAtMs: 20_000 });
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

test('when the last listener has left, the bus is heard a minute longer, so that it can resume, and then no more', (context) => {
  context.mock.timers.enable({ apis: ['setInterval', 'setTimeout'] });
  const { interest, streams, open, live } = rig();
  open({ keyId: 1 });
  streams.endOf(1);
  context.mock.timers.tick(59_000);
  assert.deepEqual(interest, [true]);
  assert.equal(live.isWatched, true);
  context.mock.timers.tick(1000);
  assert.deepEqual(interest, [true, false]);
  open();
  assert.deepEqual(interest, [true, false, true]);
  streams.close();
});
