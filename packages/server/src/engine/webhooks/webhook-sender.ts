/**
 * Sends the events of webhooks by a dispatcher of their own: the same code that sends alerts, over another outbox. Each
 * event is told by itself and is its own story, so that nothing is merged, held for quiet hours or told elsewhere.
 */
import type { AlertMessage, Clock, Delivery, JsonObject } from '@upwatch/core';
import type { LookupFunction } from 'node:net';
import type { Egress } from '@upwatch/probe';
import { z } from 'zod';
import type { AnyChannel } from '../../channels/index.ts';
import { defineChannel, type SendOutcome } from '../../channels/port.ts';
import { outcomeOf, postJson } from '../../channels/post-json.ts';
import { sign } from '../../channels/webhook.ts';
import type { CoreStore, WebhookDelivery, WebhookEndpoint } from '../../stores/port.ts';
import { startDispatcher } from '../dispatching/dispatcher.ts';
import { type After, sendOnce } from '../dispatching/send.ts';
import { messageOf, ownOutbox } from '../dispatching/own-outbox.ts';

const TYPE = 'webhook_endpoint';

export interface WebhookSenderOptions {
  readonly store: Pick<CoreStore, 'webhooks'>;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly after: After;
  readonly random: () => number;
  readonly onTrouble: (error: Error) => void;
  readonly lookup?: LookupFunction;
  readonly egress?: Egress;
}

export interface WebhookSender {
  /** Something new may be waiting. To be called about once a second. */
  tick(): void;
  /** Posts an event that tells of nothing, once, and says how it went. */
  test(endpoint: WebhookEndpoint, eventType: string): Promise<SendOutcome & { readonly durationMs: number }>;
  close(): Promise<void>;
}

/** What is posted. */
interface Posted {
  readonly type: string;
  readonly occurredAtMs: number;
  readonly data: WebhookDelivery['data'];
}

/** Starts sending: first of all what an earlier run left open. */
export function startWebhookSender(options: WebhookSenderOptions): WebhookSender {
  const { clock, newId, store } = options;
  /** A dispatcher knows messages; what is posted of an event hangs on its message. */
  const postedBy = new WeakMap<AlertMessage, Posted>();
  const channel = eventChannel((message) => postedBy.get(message), options);
  const channelOf = (): AnyChannel => channel;
  const toDelivery = (one: WebhookDelivery): Delivery => {
    const message = messageOf({ ...one, headline: one.eventType });
    postedBy.set(message, { type: one.eventType, occurredAtMs: one.occurredAtMs, data: one.data });
    return deliveryOf(one, message);
  };
  const dispatcher = startDispatcher({
    ...options,
    store: ownOutbox({
      delivery: async (id) => {
        const found = await store.webhooks.delivery(id);
        return found && toDelivery(found);
      },
      waiting: async (afterId, limit) => (await store.webhooks.waiting(afterId, limit)).map(toDelivery),
      record: (attempt, delivery) => store.webhooks.record(attempt, delivery),
      cancel: (id, reason) => store.webhooks.cancel(id, reason),
      channel: async (id) => {
        const endpoint = await store.webhooks.get(id);
        return endpoint?.isEnabled ? { type: TYPE, config: await configOf(store.webhooks, endpoint) } : undefined;
      },
    }),
    channelOf,
    publish: () => undefined,
  });
  return {
    tick: () => dispatcher.wake(),
    async test(endpoint, eventType) {
      const message = messageOf({ id: newId(), headline: eventType, occurredAtMs: clock.wall() });
      postedBy.set(message, { type: eventType, occurredAtMs: clock.wall(), data: { test: 'This is a test.' } });
      const config = await configOf(store.webhooks, endpoint);
      const beganMs = clock.monotonic();
      const context = { key: `test:${newId()}` };
      const outcome = await sendOnce(
        { ...options, channelOf },
        { type: TYPE, config },
        message,
        context,
        new AbortController(),
      );
      return { ...outcome, durationMs: clock.monotonic() - beganMs };
    },
    close: () => dispatcher.close(),
  };
}

/** Signs after the Standard Webhooks specification, with each secret that holds. */
function eventChannel(
  postedOf: (message: AlertMessage) => Posted | undefined,
  { lookup, egress }: Pick<WebhookSenderOptions, 'lookup' | 'egress'>,
): AnyChannel {
  return defineChannel({
    type: TYPE,
    config: z.object({ channelType: z.literal(TYPE), url: z.string(), secrets: z.array(z.string()) }),
    secretFields: ['url'],
    tellsApart: true,
    display: () => ({}),
    async send({ url, secrets }, message, { key, signal, nowMs }) {
      const posted = postedOf(message);
      if (!posted) return { type: 'reject', reason: 'there is no event to be posted' };
      const { type, occurredAtMs, data } = posted;
      const body = JSON.stringify({ type, timestamp: new Date(occurredAtMs).toISOString(), data: shownData(data) });
      const timestamp = Math.floor(nowMs / 1000).toString();
      const signatures = secrets.map((secret) => sign(secret, { id: key, timestamp, body }));
      const headers = {
        'webhook-id': key,
        'webhook-timestamp': timestamp,
        ...(signatures.length > 0 && { 'webhook-signature': signatures.join(' ') }),
      };
      const bounds = { signal, ...(lookup && { lookup }), ...(egress && { egress }) };
      return outcomeOf(await postJson({ url, body, headers, ...bounds }), nowMs);
    },
  });
}

/** `startedAtMs` is told as `startedAt`, RFC 3339. */
function shownData(data: WebhookDelivery['data']): JsonObject {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => {
      if (!name.endsWith('AtMs')) return [name, value];
      return [name.slice(0, -2), typeof value === 'number' ? new Date(value).toISOString() : null];
    }),
  );
}

async function configOf(webhooks: CoreStore['webhooks'], { url }: WebhookEndpoint): Promise<JsonObject> {
  return { channelType: TYPE, url, secrets: [...(await webhooks.signing()).secrets] };
}

function deliveryOf(one: WebhookDelivery, message: AlertMessage): Delivery {
  const { endpointId, eventId, eventType: _type, data: _data, occurredAtMs: _at, ...rest } = one;
  const { responseStatus: _status, responseMs: _ms, ...kept } = rest;
  return { ...kept, key: eventId, incidentId: one.id, channelId: endpointId, kind: 'NOTICE', sequence: 1, message };
}
