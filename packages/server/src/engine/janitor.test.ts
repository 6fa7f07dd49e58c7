import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startJanitor } from './janitor.ts';
import { ManualTime } from './testing/manual-time.ts';

const T0 = Date.UTC(2026, 2, 2);

function rig(history: () => Promise<boolean>, core?: () => Promise<void>) {
  const time = new ManualTime(T0);
  const troubles: Error[] = [];
  const tends: number[] = [];
  const janitor = startJanitor({
    history: {
      tend: (nowMs) => {
        tends.push(nowMs - T0);
        return history();
      },
    },
    ...(core && { core: { tend: core } }),
    clock: time,
    after: time.after,
    onTrouble: (error) => troubles.push(error),
  });
  return { time, janitor, troubles, tends };
}

test('housekeeping goes on in quick slices while there is more to do, then once a second', async () => {
  let left = 3;
  const { time, janitor, tends } = rig(async () => --left > 0);
  await time.advance(2100);
  assert.deepEqual(tends, [0, 20, 40, 1040, 2040]);
  await janitor.close();
});

test('a slice that fails is told of and does not end the housekeeping', async () => {
  const { time, janitor, tends, troubles } = rig(async () => {
    throw new Error('disk full');
  });
  await time.advance(1000);
  assert.equal(tends.length, 2);
  assert.equal((troubles[0]!.cause as Error).message, 'disk full');
  await janitor.close();
});

test('the core store has its turn twice a minute', async () => {
  let turns = 0;
  const { time, janitor } = rig(
    async () => false,
    async () => void turns++,
  );
  await time.advance(91_000);
  assert.equal(turns, 3);
  await janitor.close();
});

test('closing waits for the slice that runs, and none follows', async () => {
  const slice = Promise.withResolvers<boolean>();
  const { time, janitor, tends } = rig(() => slice.promise);
  await time.settle();
  let isClosed = false;
  const closing = janitor.close().then(() => (isClosed = true));
  await time.settle();
  assert.equal(isClosed, false);
  slice.resolve(true);
  await closing;
  await time.advance(5000);
  assert.deepEqual(tends, [0]);
});
