/** Sends one alert to a provider on loopback, and shows what arrived there. */
import assert from 'node:assert/strict';
import type { AlertMessage } from '@upwatch/core';
import type { ChannelDefinition, SendContext, SendOutcome } from '../port.ts';
import { contextFor, opening } from './alerts.ts';
import { type Received, type Reply, startHttpSink } from './http-sink.ts';

type AnyJson = ReturnType<typeof JSON.parse>;

export interface Delivered {
  readonly outcome: SendOutcome;
  readonly received: readonly Received[];
  /** The bodies that are JSON objects, each as one. */
  readonly bodies: readonly AnyJson[];
  /** The first request, and the JSON in it. */
  readonly request: Received;
  readonly json: AnyJson;
}

export type SinkReply = Reply | ((request: Received, count: number) => Reply);

/** @param settings what a user writes, `channelType` left out, given the URL of the provider */
export async function deliver<Config>(
  channel: ChannelDefinition<Config>,
  settings: (url: string) => object,
  given: {
    readonly message?: AlertMessage;
    readonly context?: Partial<SendContext> | undefined;
    readonly reply?: SinkReply;
  } = {},
): Promise<Delivered> {
  const { reply = { status: 200 } } = given;
  await using sink = await startHttpSink(typeof reply === 'function' ? reply : () => reply);
  const config = channel.config.parse({ channelType: channel.type, ...settings(sink.url) });
  const outcome = await channel.send(config, given.message ?? opening(), contextFor(given.context));
  const received = [...sink.received];
  const first = (): Received => {
    const [request] = received;
    assert.ok(request, 'nothing arrived');
    return request;
  };
  return {
    outcome,
    received,
    bodies: received.flatMap(({ body }) => (body.startsWith('{') ? [JSON.parse(body)] : [])),
    get request() {
      return first();
    },
    get json(): AnyJson {
      return JSON.parse(first().body);
    },
  };
}

/** Every text of a value, however deep. */
export function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
