import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RETRY, SENT, startRig } from '../testing/dispatcher-rig.ts';

const MINUTE_MS = 60_000;

test('a later alert is told what the provider called the earlier one, the first is told nothing', async () => {
  await using rig = await startRig();
  await rig.addChannel('tickets', (_message, count) => ({ type: 'sent', externalId: `OPS-${count}` }));
  for (const kind of ['INCIDENT_CREATED', 'INCIDENT_RESOLVED', 'INCIDENT_REOPENED'] as const) {
    await rig.tell('shop', kind);
    await rig.time.advance(MINUTE_MS);
  }
  assert.deepEqual(
    rig.sent.map(({ kind, context }) => [kind, context.openingExternalId]),
    [
      ['INCIDENT_CREATED', undefined],
      ['INCIDENT_RESOLVED', 'OPS-1'],
      ['INCIDENT_REOPENED', 'OPS-2'],
    ],
  );
});

test('it is the name of the attempt that arrived, and each channel is told its own', async () => {
  await using rig = await startRig();
  await rig.addChannel('late', (_message, count) => (count === 1 ? RETRY : { type: 'sent', externalId: `L-${count}` }));
  await rig.addChannel('prompt', () => ({ type: 'sent', externalId: 'P-1' }));
  await rig.addChannel('chat', () => SENT);
  await rig.tell('shop', 'INCIDENT_CREATED');
  await rig.time.advance(MINUTE_MS);
  await rig.tell('shop', 'INCIDENT_RESOLVED');
  await rig.time.advance(MINUTE_MS);
  const told = rig.sent.filter(({ kind }) => kind === 'INCIDENT_RESOLVED');
  assert.deepEqual(
    new Map(told.map(({ channel, context }) => [channel, context.openingExternalId])),
    new Map([
      ['prompt', 'P-1'],
      ['chat', undefined],
      ['late', 'L-2'],
    ]),
  );
});

test('it is known after a crash, and another incident is told nothing of it', async () => {
  await using rig = await startRig();
  await rig.addChannel('tickets', () => ({ type: 'sent', externalId: 'OPS-1' }));
  await rig.tell('shop', 'INCIDENT_CREATED');
  await rig.time.advance(MINUTE_MS);
  rig.crash();
  await rig.tell('shop', 'INCIDENT_RESOLVED');
  await rig.tell('blog', 'INCIDENT_CREATED');
  await rig.time.advance(MINUTE_MS);
  assert.deepEqual(
    rig.sent.slice(1).map(({ kind, context }) => [kind, context.openingExternalId]),
    [
      ['INCIDENT_RESOLVED', 'OPS-1'],
      ['INCIDENT_CREATED', undefined],
    ],
  );
});
