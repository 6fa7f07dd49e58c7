/** Regions that monitors name and where no probe stands, on a whole server in the region `local`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { z } from 'zod';
import type { monitorDto } from './api/schemas/monitors.ts';
import { hook, serverOf, watching } from './testing/declared-server.ts';
import { scriptedTarget } from './testing/loopback.ts';

type Monitor = z.output<ReturnType<typeof monitorDto>>;

const ELSEWHERE = ['us-east', 'eu-west'];
const NOBODY = (place: number, name: string): string =>
  `regions[${place}] names a region from which nobody looks: "${name}"`;

test('a monitor of regions without a probe is kept as it was said, is looked at from nowhere, and says so', async (t) => {
  const target = await scriptedTarget(t);
  const call = await serverOf(t, {});
  const made: Monitor = await call('/monitors', { ...watching('far', target), regions: ELSEWHERE });
  const here: Monitor = await call('/monitors', { ...watching('near', target), regions: ['local'] });
  assert.deepEqual(made.regions, ELSEWHERE);
  assert.deepEqual(
    made.warnings,
    ELSEWHERE.map((name, place) => NOBODY(place, name)),
  );
  assert.deepEqual([here.warnings, here.state.coverage.unmanned], [[], []]);
  let near: object[] = [];
  while (near.length < 2) near = await call(`/monitors/${here.id}/results`);
  const shown: Monitor = await call(`/monitors/${made.id}`);
  const coverage = { regions: 2, heard: 0, unheard: ELSEWHERE, unmanned: ELSEWHERE, isReduced: true };
  assert.deepEqual([shown.currentStatus, shown.isStale, shown.state.coverage], ['unknown', false, coverage]);
  assert.deepEqual(await call(`/monitors/${made.id}/results`), []);
});

test('of several regions those without a probe have no vote, and nobody waits for them', {
  timeout: 60_000,
}, async (t) => {
  const target = await scriptedTarget(t);
  target.statusCode = 500;
  const sink = await scriptedTarget(t);
  const monitor = { ...watching('shop', target), regions: ['local', ...ELSEWHERE] };
  const call = await serverOf(t, { alertChannels: [hook(sink)], monitors: [monitor] });
  // The policy that nobody gave waits a minute for other regions: the clock of the test ends before.
  await sink.requested(1);
  const [shop]: Monitor[] = await call('/monitors');
  assert.equal(shop!.currentStatus, 'down');
  const { heard, unmanned, isReduced } = shop!.state.coverage;
  assert.deepEqual([heard, unmanned, isReduced], [1, ELSEWHERE, true]);
});

test('what reports by itself is heard, whatever regions it or its group names', async (t) => {
  const job = { type: 'HEARTBEAT', config: { expectedInterval: 86_400 } };
  const call = await serverOf(t, {
    monitors: [
      { ...job, name: 'own', regions: ELSEWHERE },
      { ...job, name: 'of a group' },
    ],
    resourceGroups: [{ name: 'jobs', monitors: ['of a group'], defaultRegions: ELSEWHERE }],
  });
  for (const { id, pingUrl, regions, warnings } of (await call('/monitors')) as Monitor[]) {
    assert.deepEqual([regions, warnings], [ELSEWHERE, []]);
    await call(`/heartbeat/${pingUrl!.split('/').at(-1)}`, {}).catch(() => undefined);
    let now: Monitor = await call(`/monitors/${id}`);
    while (now.currentStatus !== 'up') now = await call(`/monitors/${id}`);
    assert.deepEqual([now.state.coverage.regions, now.state.coverage.unheard], [1, []]);
  }
});
