/** A dispatcher over a real store in a directory of its own, with scripted channels and manual time. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AlertKind, AlertMessage, Delivery, Incident } from '@upwatch/core';
import { z } from 'zod';
import type { AnyChannel } from '../../channels/index.ts';
import { defineChannel, type SendContext, type SendOutcome } from '../../channels/port.ts';
import type { LiveEvent } from '../../live.ts';
import type { CoreStore } from '../../stores/port.ts';
import { openCoreStore } from '../../stores/sqlite/core-store.ts';
import { CORE_KIND } from '../../stores/sqlite/migrations/index.ts';
import { placeMadeBefore } from '../../stores/sqlite/testing/made-before.ts';
import { type DispatcherOptions, startDispatcher } from '../dispatching/dispatcher.ts';
import type { Dispatcher } from '../port.ts';
import { ManualTime } from './manual-time.ts';

export const T0 = Date.UTC(2026, 10, 21, 12, 0, 0);
export const OPERATOR = { name: 'tests' };

/** A message that reached a channel's `send`. */
interface SentMessage {
  readonly channel: string;
  readonly kind: AlertMessage['kind'];
  readonly incidentId: string;
  readonly key: string;
  readonly atMs: number;
  readonly message: AlertMessage;
  readonly context: SendContext;
}

/** What a channel does with the n-th message that reaches it, from 1. */
type Script = (message: SentMessage, count: number) => SendOutcome | Promise<SendOutcome>;

export const SENT: SendOutcome = { type: 'sent', statusCode: 200 };
export const RETRY: SendOutcome = { type: 'retry', reason: 'the provider answered 500', statusCode: 500 };
export const REJECT: SendOutcome = { type: 'reject', reason: 'the provider answered 404', statusCode: 404 };

export interface Rig extends AsyncDisposable {
  readonly time: ManualTime;
  readonly store: CoreStore;
  readonly sent: SentMessage[];
  readonly events: LiveEvent[];
  readonly troubles: Error[];
  dispatcher: Dispatcher;
  /** Adds a channel whose type and id are its name. */
  addChannel(name: string, script: Script, tracksIncidents?: boolean): Promise<void>;
  /** Puts an alert of an incident into the outbox of each channel, as the recorder does, and wakes the dispatcher. */
  tell(incident: string, kind: AlertKind, channels?: readonly string[]): Promise<void>;
  /** The same for many incidents at one instant, in one transaction each. */
  storm(incidents: readonly string[], kind: AlertKind, channels?: readonly string[]): Promise<void>;
  /** The alerts of an incident as the store has them, in order. */
  alerts(incident: string, channel?: string): Promise<readonly Delivery[]>;
  /** Leaves the dispatcher as a crash would, and starts another over the same store. */
  crash(): void;
}

export async function startRig(
  change: (options: DispatcherOptions) => DispatcherOptions = (same) => same,
): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'upwatch-dispatcher-'));
  const time = new ManualTime(T0);
  const file = join(folder, 'core.db');
  placeMadeBefore(file, CORE_KIND, T0);
  const store = openCoreStore({ file, clock: time });
  const definitions = new Map<string, AnyChannel>();
  const counts = new Map<string, number>();
  const sequences = new Map<string, number>();
  const sent: SentMessage[] = [];
  const events: LiveEvent[] = [];
  const troubles: Error[] = [];
  const start = (): Dispatcher => {
    // A crashed run must neither see time pass nor write: its options are cut off.
    let isAlive = true;
    const options = change({
      store,
      channelOf: (type) => definitions.get(type),
      clock: time,
      after: (ms, callback) => time.after(ms, () => isAlive && callback()),
      random: () => 0.5,
      newId: () => randomUUID(),
      publish: (event) => events.push(event),
      onTrouble: (error) => troubles.push(error),
    });
    cutOff = () => (isAlive = false);
    return startDispatcher(options);
  };
  let cutOff: () => void = () => undefined;
  const put = async (
    incident: string,
    kind: AlertKind,
    channels: readonly string[] = [...definitions.keys()],
  ): Promise<void> => {
    const nowMs = time.wall();
    const sequence = (sequences.get(incident) ?? 0) + 1;
    sequences.set(incident, sequence);
    const current = incidentOf(incident, kind, nowMs, await store.incidents.get(idOf(incident)));
    const deliveries = channels.map((channel) =>
      deliveryOf({ incident: current, kind, sequence, channelId: idOf(channel), nowMs }),
    );
    await store.incidents.commit({ incident: current, updates: [], deliveries }, OPERATOR);
  };
  const rig: Rig = {
    time,
    store,
    sent,
    events,
    troubles,
    dispatcher: start(),
    async addChannel(name, script, tracksIncidents = false) {
      definitions.set(
        name,
        defineChannel({
          type: name,
          config: z.strictObject({ channelType: z.string(), secret: z.string() }),
          secretFields: ['secret'],
          tracksIncidents,
          display: () => ({}),
          async send(_config, message, context) {
            const { kind, incidentId } = message;
            const atMs = time.wall();
            const seen = { channel: name, kind, incidentId, key: context.key, atMs, message, context };
            sent.push(seen);
            counts.set(name, (counts.get(name) ?? 0) + 1);
            return script(seen, counts.get(name)!);
          },
        }),
      );
      const config = { channelType: name, secret: 'canary-of-this-channel' };
      await store.channels.create({ id: idOf(name), name, type: name, config, managedBy: 'API' }, OPERATOR);
    },
    async tell(incident, kind, channels) {
      await put(incident, kind, channels);
      rig.dispatcher.wake();
      await time.settle();
    },
    async storm(incidents, kind, channels) {
      for (const incident of incidents) await put(incident, kind, channels);
      rig.dispatcher.wake();
      await time.settle();
    },
    async alerts(incident, channel) {
      const all = await store.outbox.listByIncident(idOf(incident));
      return channel === undefined ? all : all.filter(({ channelId }) => channelId === idOf(channel));
    },
    crash() {
      cutOff();
      rig.dispatcher = start();
    },
    async [Symbol.asyncDispose]() {
      const closing = rig.dispatcher.close();
      await time.advance(5_000);
      await closing;
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return rig;
}

/** An id in which the name can be read: equal on every run. */
export function idOf(name: string): string {
  const hex = Buffer.from(name).toString('hex').padStart(12, '0').slice(-12);
  return `01990000-0000-7000-8000-${hex}`;
}

/** An incident as it is after an alert of some kind. */
export function incidentOf(name: string, kind: AlertKind, nowMs: number, before: Incident | undefined): Incident {
  const base: Incident = before ?? {
    id: idOf(name),
    source: 'AUTOMATIC',
    status: 'CONFIRMED',
    severity: 'DOWN',
    title: `${name} is down`,
    affectedRegions: ['local'],
    reopenCount: 0,
    startedAtMs: nowMs,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
  const { resolvedAtMs: _resolvedAtMs, ...rest } = base;
  return kind === 'INCIDENT_RESOLVED'
    ? { ...rest, status: 'RESOLVED', resolvedAtMs: nowMs, updatedAtMs: nowMs }
    : { ...rest, status: 'CONFIRMED', updatedAtMs: nowMs };
}

/** An alert that waits to be sent for the first time. */
export function deliveryOf(given: {
  readonly incident: Incident;
  readonly kind: AlertKind;
  readonly sequence: number;
  readonly channelId: string;
  readonly nowMs: number;
}): Delivery {
  const { incident, kind, sequence, channelId, nowMs } = given;
  return {
    id: randomUUID(),
    key: `${incident.id}:${sequence}:${channelId}`,
    incidentId: incident.id,
    channelId,
    kind,
    sequence,
    message: {
      kind,
      severity: 'DOWN',
      monitorName: incident.title,
      target: 'https://shop.example/health',
      monitorId: idOf('monitor'),
      incidentId: incident.id,
      headline: incident.title,
      regions: ['local'],
      startedAtMs: incident.startedAtMs,
      ...(kind === 'INCIDENT_RESOLVED' && { resolvedAtMs: nowMs }),
      occurredAtMs: nowMs,
    },
    status: 'PENDING',
    attemptCount: 0,
    createdAtMs: nowMs,
  };
}
