/** Any sequence of operations gives the same as a model that fits on a page. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeliveryStatus } from '@upwatch/core';
import fc from 'fast-check';
import { type CoreStore, StoreRefusal } from '../port.ts';
import { EVERYTHING, type OpenStore } from './opened-store.ts';
import { goesDown, newChannel, newMonitor, openIncident, OPERATOR, sampleId, T0 } from './samples.ts';

/** Few of each, so that operations meet. */
const NUMBER = fc.integer({ min: 1, max: 2 });
const NAME = fc.constantFrom('a', 'A', 'b', 'Ä', 'ä');
type Operation =
  | { readonly do: 'create' | 'rename'; readonly monitor: number; readonly name: string }
  | { readonly do: 'delete' | 'down' | 'up'; readonly monitor: number }
  | { readonly do: 'addChannel' | 'deleteChannel'; readonly channel: number }
  | { readonly do: 'send'; readonly status: DeliveryStatus }
  | { readonly do: 'retry' }
  | { readonly do: 'reopen' };

const OPERATION: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ do: fc.constantFrom('create', 'rename'), monitor: NUMBER, name: NAME }),
  fc.record({ do: fc.constantFrom('delete', 'down', 'up'), monitor: NUMBER }),
  fc.record({ do: fc.constantFrom('addChannel', 'deleteChannel'), channel: NUMBER }),
  fc.record({ do: fc.constant('send'), status: fc.constantFrom('DELIVERED', 'FAILED', 'RETRY_PENDING') }),
  fc.record({ do: fc.constant('retry') }),
  fc.record({ do: fc.constant('reopen') }),
);

interface Model {
  readonly monitors: Map<number, { name: string; generation: number; isDown: boolean }>;
  readonly channels: Set<number>;
  /** By incident's number: the monitor and whether it is open. */
  readonly incidents: Map<number, { readonly monitor: number; isOpen: boolean }>;
  readonly deliveries: Map<string, { readonly monitor: number; readonly channel: number; status: DeliveryStatus }>;
}

const isWaiting = (status: DeliveryStatus) => status === 'PENDING' || status === 'RETRY_PENDING';
const incidentId = (number: number) => sampleId(0x1_0000_0000 + number);

/** Registers the property as a test. */
export function modelPromise(open: OpenStore, runs: number): void {
  test('any sequence of operations leaves what a simple model says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(OPERATION, { minLength: 10, maxLength: 60, size: 'max' }), async (operations) => {
        await using opened = await open();
        let store = opened.store;
        const model: Model = { monitors: new Map(), channels: new Set(), incidents: new Map(), deliveries: new Map() };
        for (const operation of operations) {
          if (operation.do === 'reopen') store = await opened.reopen();
          else await perform(store, model, operation);
        }
        assert.deepEqual(await contentOf(store), expectedOf(model));
      }),
      { numRuns: runs },
    );
  });
}

async function perform(store: CoreStore, model: Model, operation: Exclude<Operation, { do: 'reopen' }>): Promise<void> {
  switch (operation.do) {
    case 'create':
    case 'rename':
      return nameMonitor(store, model, operation);
    case 'delete':
      return deleteMonitor(store, model, operation.monitor);
    case 'down':
      return goDown(store, model, operation.monitor);
    case 'up':
      return comeUp(store, model, operation.monitor);
    case 'addChannel':
    case 'deleteChannel':
      return changeChannel(store, model, operation);
    case 'send':
    case 'retry':
      return send(store, model, operation);
  }
}

async function nameMonitor(
  store: CoreStore,
  { monitors }: Model,
  { do: what, monitor, name }: { readonly do: 'create' | 'rename'; readonly monitor: number; readonly name: string },
): Promise<void> {
  const known = monitors.get(monitor);
  const isTaken = [...monitors].some(
    ([other, { name: taken }]) => other !== monitor && taken.toLowerCase() === name.toLowerCase(),
  );
  if (what === 'create' && known) return;
  const id = sampleId(monitor);
  const change = () =>
    what === 'create'
      ? store.monitors.create(newMonitor(monitor, { name }), [], OPERATOR)
      : store.monitors.update(id, (now) => ({ ...now, name }), [], OPERATOR);
  const refused = what === 'rename' && !known ? 'not_found' : isTaken ? 'duplicate_name' : undefined;
  if (await isRefused(change, refused)) return;
  const generation = known ? known.generation + (known.name === name ? 0 : 1) : 1;
  monitors.set(monitor, { name, generation, isDown: known?.isDown ?? false });
}

async function deleteMonitor(store: CoreStore, model: Model, monitor: number): Promise<void> {
  const known = model.monitors.delete(monitor);
  if (await isRefused(() => store.monitors.delete(sampleId(monitor), OPERATOR), known ? undefined : 'not_found'))
    return;
  for (const incident of model.incidents.values()) if (incident.monitor === monitor) incident.isOpen = false;
  for (const delivery of model.deliveries.values()) {
    if (delivery.monitor === monitor && isWaiting(delivery.status)) delivery.status = 'CANCELLED';
  }
}

/** The same incident each time for one monitor: a commit again, or after a recovery a reopening. */
async function goDown(store: CoreStore, model: Model, monitor: number): Promise<void> {
  const known = model.monitors.get(monitor);
  const channels = [1, 2];
  const channelIds = channels.map((channel) => newChannel(channel).id);
  await store.commit([goesDown(monitor, sampleId(monitor), channelIds)]);
  if (!known) return;
  known.isDown = true;
  model.incidents.set(monitor, { monitor, isOpen: true });
  for (const channel of channels.filter((number) => model.channels.has(number))) {
    const key = `${monitor}:${channel}`;
    if (!model.deliveries.has(key)) model.deliveries.set(key, { monitor, channel, status: 'PENDING' });
  }
}

async function comeUp(store: CoreStore, model: Model, monitor: number): Promise<void> {
  const known = model.monitors.get(monitor);
  if (!known?.isDown) return;
  const { state } = goesDown(monitor, sampleId(monitor), []);
  const { incident: _, ...up } = state;
  const id = incidentId(monitor);
  const incident = {
    ...openIncident(id, sampleId(monitor), T0),
    status: 'RESOLVED',
    resolvedAtMs: T0 + 1,
    resolutionReason: 'AUTO_RECOVERED',
  } as const;
  await store.commit([
    {
      monitorId: sampleId(monitor),
      state: { ...up, verdict: 'up' },
      incident,
      updates: [],
      deliveries: [],
      cancelDeliveriesOf: id,
    },
  ]);
  known.isDown = false;
  model.incidents.get(monitor)!.isOpen = false;
  for (const delivery of model.deliveries.values()) {
    if (delivery.monitor === monitor && isWaiting(delivery.status)) delivery.status = 'CANCELLED';
  }
}

async function changeChannel(
  store: CoreStore,
  model: Model,
  { do: what, channel }: { readonly do: 'addChannel' | 'deleteChannel'; readonly channel: number },
): Promise<void> {
  const isKnown = model.channels.has(channel);
  if (what === 'addChannel') {
    const refused = isKnown ? 'duplicate_name' : undefined;
    if (!(await isRefused(() => store.channels.create(newChannel(channel), OPERATOR), refused)))
      model.channels.add(channel);
    return;
  }
  const refused = isKnown ? undefined : 'not_found';
  if (await isRefused(() => store.channels.delete(newChannel(channel).id, OPERATOR), refused)) return;
  model.channels.delete(channel);
  for (const delivery of model.deliveries.values()) {
    if (delivery.channel === channel && isWaiting(delivery.status)) delivery.status = 'CANCELLED';
  }
}

/** Sends the oldest that waits, or puts back the first that failed. */
async function send(
  store: CoreStore,
  model: Model,
  operation: { readonly do: 'send'; readonly status: DeliveryStatus } | { readonly do: 'retry' },
): Promise<void> {
  if (operation.do === 'send') {
    const [next] = await store.outbox.open(1);
    if (!next) return;
    await store.outbox.setStatus(next.id, operation.status);
    model.deliveries.get(keyOf(next))!.status = operation.status;
    return;
  }
  const all = await deliveriesOf(store);
  const failed = all.find(({ status }) => status === 'FAILED');
  if (!failed) return;
  const known = model.deliveries.get(keyOf(failed))!;
  const refused = model.channels.has(known.channel) ? undefined : 'conflict';
  if (!(await isRefused(() => store.outbox.retry(failed.id, T0), refused))) known.status = 'PENDING';
}

/** @param code the refusal that the model expects */
async function isRefused(change: () => Promise<unknown>, code: string | undefined): Promise<boolean> {
  try {
    await change();
  } catch (error) {
    assert.ok(error instanceof StoreRefusal, String(error));
    assert.equal(error.code, code);
    return true;
  }
  assert.equal(code, undefined, 'a refusal was expected');
  return false;
}

function keyOf(delivery: { readonly monitorId?: string; readonly channelId: string }): string {
  return `${Number.parseInt(delivery.monitorId!.slice(-4), 16)}:${Number.parseInt(delivery.channelId.slice(-1), 16)}`;
}

async function deliveriesOf(store: CoreStore) {
  const lists = await Promise.all([1, 2].map((number) => store.outbox.listByIncident(incidentId(number))));
  return lists.flat();
}

async function contentOf(store: CoreStore) {
  const monitors = await store.monitors.all();
  const states = await store.states.all();
  const incidents = await store.incidents.list({}, EVERYTHING);
  const channels = await store.channels.all();
  return {
    monitors: monitors
      .map(({ id, name, generation }) => `${id} ${name} ${generation} ${states.get(id)?.verdict === 'down'}`)
      .sort(),
    channels: channels.map(({ id }) => id).sort(),
    incidents: incidents.items.map(({ id, status }) => `${id} ${status}`).sort(),
    deliveries: (await deliveriesOf(store)).map((delivery) => `${keyOf(delivery)} ${delivery.status}`).sort(),
  };
}

function expectedOf({ monitors, channels, incidents, deliveries }: Model) {
  return {
    monitors: [...monitors]
      .map(([number, { name, generation, isDown }]) => `${sampleId(number)} ${name} ${generation} ${isDown}`)
      .sort(),
    channels: [...channels].map((number) => newChannel(number).id).sort(),
    incidents: [...incidents]
      .map(([number, { isOpen }]) => `${incidentId(number)} ${isOpen ? 'CONFIRMED' : 'RESOLVED'}`)
      .sort(),
    deliveries: [...deliveries].map(([key, { status }]) => `${key} ${status}`).sort(),
  };
}
