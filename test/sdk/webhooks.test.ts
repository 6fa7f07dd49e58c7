/** What the webhook channel really sends, and the verifier. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verifyWebhook } from '@upwatch/sdk';
import { contextFor, opening, recovery } from '../../packages/server/src/channels/testing/alerts.ts';
import { startHttpSink } from '../../packages/server/src/channels/testing/http-sink.ts';
import { webhook } from '../../packages/server/src/channels/webhook.ts';

test('what the webhook channel sends is verified and read, and a stranger is refused', async () => {
  for (const secret of ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'correct horse battery staple']) {
    await using sink = await startHttpSink(() => ({ status: 204 }));
    const config = webhook.config.parse({ channelType: 'webhook', url: `${sink.url}/hook`, signingSecret: secret });
    for (const message of [opening(), recovery()]) await webhook.send(config, message, contextFor());
    const [first, second] = sink.received;
    const { nowMs } = contextFor();
    const opened = await verifyWebhook(first!.body, first!.headers, secret, { nowMs });
    assert.equal(opened.type, 'incident.created');
    assert.equal(opened.data.monitor.name, 'shop');
    assert.equal(opened.data.failure?.code, 'tls.expired');
    const resolved = await verifyWebhook(second!.body, second!.headers, secret, { nowMs: nowMs + 299_000 });
    assert.deepEqual([resolved.type, resolved.data.incident.durationSeconds], ['incident.resolved', 725]);
    await assert.rejects(verifyWebhook(first!.body, second!.headers, secret, { nowMs }), { reason: 'signature' });
    await assert.rejects(verifyWebhook(first!.body, first!.headers, secret, { nowMs: nowMs + 301_000 }), {
      reason: 'timestamp',
    });
    await assert.rejects(verifyWebhook(first!.body, first!.headers, 'whsec_AAAA', { nowMs }), { reason: 'signature' });
  }
});
