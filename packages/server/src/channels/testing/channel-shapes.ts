/** What an alert looks like on the wire, without what it says: so that a name that adds anything is seen. */
import assert from 'node:assert/strict';
import type { AlertMessage } from '@upwatch/core';
import type { AnyChannel } from '../index.ts';
import type { SendContext } from '../port.ts';
import { type ChannelFixture, send, startProvider, textsIn } from './channel-fixture.ts';
import type { Received } from './http-sink.ts';

interface Shape {
  /** Method, path and names of headers of each request. */
  readonly heads: readonly string[];
  readonly places: ReadonlySet<string>;
}

interface Shapes extends AsyncDisposable {
  /** Sends, and looks at what arrived: well-formed, and within the provider's limits. */
  of(message: AlertMessage, change?: Partial<SendContext>): Promise<Shape>;
}

/** Starts a channel's provider for many messages in a row. */
export async function startShapes(channel: AnyChannel, fixture: ChannelFixture): Promise<Shapes> {
  const provider = await startProvider(channel, fixture);
  return {
    async of(message, change = {}) {
      const [requestsBefore, arrivedBefore] = [provider.received.length, provider.arrived()];
      const context = { ...provider.context, ...change };
      const outcome = await send({ channel, config: provider.config, message, context });
      assert.equal(outcome.type, 'sent', JSON.stringify(outcome));
      assert.ok(provider.arrived() > arrivedBefore);
      const requests = provider.received.slice(requestsBefore);
      const heads = requests.map(({ method, path, headers }) =>
        [method, path, ...Object.keys(headers).sort()].join(' '),
      );
      const places = requests
        .map((request) => placesIn(request, fixture))
        .reduce((all, one) => all.union(one), new Set());
      return { heads, places };
    },
    [Symbol.asyncDispose]: () => provider[Symbol.asyncDispose](),
  };
}

function placesIn({ body, headers }: Received, fixture: ChannelFixture): ReadonlySet<string> {
  const textMax = fixture.protocol === 'http' ? fixture.textMax : {};
  assert.ok(Buffer.byteLength(body) <= 256 * 1024, `${Buffer.byteLength(body)} bytes`);
  const texts = textsIn(body, headers['content-type'] ?? '');
  for (const { place, text } of texts) {
    assert.ok(text.isWellFormed(), place);
    const max: number = textMax?.[place] ?? Infinity;
    assert.ok(text.length <= max, `${place} has ${text.length}, the provider takes ${max}`);
  }
  return new Set(texts.map(({ place }) => place));
}
