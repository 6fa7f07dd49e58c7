import assert from 'node:assert/strict';
import { test } from 'node:test';
import { urlCases } from '@upwatch/core/testing';
import { egressOf } from '@upwatch/probe';
import { CHANNELS } from './index.ts';
import { textIn } from './provider-answer.ts';
import { BLOCKED, lookupThrough } from './resolver-lookup.ts';
import { opening } from './testing/alerts.ts';
import { send, startProvider } from './testing/channel-fixture.ts';
import { CHANNEL_FIXTURES } from './testing/channel-fixtures.ts';
import { postJson } from './post-json.ts';

const outside = egressOf('public');
const resolver = (...addresses: readonly string[]) => ({
  resolve: () =>
    addresses.map((address) => ({
      address,
      family: address.includes(':') ? (6 as const) : (4 as const),
      ttlSeconds: 60,
    })),
});

for (const channel of CHANNELS) {
  test(`${channel.type}: what may not be connected to is sent nothing, and not tried again`, async () => {
    await using provider = await startProvider(channel, CHANNEL_FIXTURES[channel.type]!);
    const bounds = { egress: outside, lookup: lookupThrough(resolver('127.0.0.1'), outside) };
    const context = { ...provider.context, ...bounds };
    const outcome = await send({ channel, config: provider.config, message: opening(), context });
    assert.deepEqual([outcome.type, 'reason' in outcome && outcome.reason], ['reject', BLOCKED]);
    assert.equal(provider.arrived(), 0);
    const allowed = { egress: egressOf('private'), lookup: lookupThrough(resolver('127.0.0.1'), egressOf('private')) };
    const sent = await send({
      channel,
      config: provider.config,
      message: opening(),
      context: { ...provider.context, ...allowed },
    });
    assert.equal(sent.type, 'sent', JSON.stringify(sent));
    assert.ok(provider.arrived() > 0);
  });
}

for (const { id, url, dns } of urlCases().filter(({ isBlocked }) => isBlocked)) {
  test(`webhook ${id}: nothing is sent there by \`public\``, async () => {
    const webhook = CHANNELS.find(({ type }) => type === 'webhook')!;
    const config = { channelType: 'webhook', url };
    if (!webhook.config.safeParse(config).success) return;
    const context = { egress: outside, lookup: lookupThrough(resolver(...(dns ?? [])), outside) };
    const outcome = await send({ channel: webhook, config, message: opening(), context });
    assert.notEqual(outcome.type, 'sent');
    // What stands for no address at all may do so later.
    if (dns || /^\[?[\d.:a-f]+\]?$/i.test(new URL(url).hostname))
      assert.deepEqual([outcome.type, 'reason' in outcome && outcome.reason], ['reject', BLOCKED]);
  });
}

test('what a name stands for is judged when it is connected to, not before', async () => {
  await using provider = await startProvider(
    CHANNELS.find(({ type }) => type === 'webhook')!,
    CHANNEL_FIXTURES['webhook']!,
  );
  const url = new URL(textIn(provider.config, 'url')!);
  url.hostname = 'rebound.example';
  const answers = [resolver('203.0.113.1'), resolver('127.0.0.1')];
  const lookup = lookupThrough({ resolve: () => answers.pop()!.resolve() }, outside);
  const post = () =>
    postJson({ url: url.href, body: '{}', signal: AbortSignal.timeout(5000), egress: outside, lookup });
  for (const posted of [await post(), await post()])
    assert.deepEqual(posted, { type: 'none', reason: BLOCKED, isFinal: true });
  assert.equal(provider.arrived(), 0);
});
