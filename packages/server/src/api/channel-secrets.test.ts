import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withKeptSecrets } from './channel-secrets.ts';
import { testApi } from './testing/test-api.ts';

test('what comes back as it was shown is kept as it is, wherever it stands; what is other is new', () => {
  const kept = { url: 'https://a.test/secret', headers: { token: 'abc', plain: 'x' }, to: ['+1', '+2'] };
  const shown = { url: 'https://a.test/••••', headers: { token: '••••', plain: 'x' }, to: ['••••', '••••'] };
  assert.deepEqual(withKeptSecrets(shown, shown, kept), kept);
  assert.deepEqual(
    withKeptSecrets(
      { url: 'https://b.test/', headers: { token: '••••', other: '••••' }, to: ['+3', '••••'] },
      shown,
      kept,
    ),
    { url: 'https://b.test/', headers: { token: 'abc', other: '••••' }, to: ['+3', '+2'] },
  );
});

test('a channel that is sent back as it is shown still has its secrets', async () => {
  await using api = await testApi();
  const config = { channelType: 'webhook', url: 'https://a.test/secret-path', signingSecret: 'whsec_0123456789abcdef' };
  const {
    id,
    config: shown,
    configHash,
  } = (await api.ask('POST', '/api/v1/alert-channels', { name: 'ops', config })).body.data;
  assert.doesNotMatch(JSON.stringify(shown), /secret-path|0123456789/);
  const changed = await api.ask('PUT', `/api/v1/alert-channels/${id}`, { name: 'ops 2', config: shown });
  assert.equal(changed.status, 200, JSON.stringify(changed.body));
  assert.deepEqual([changed.body.data.name, changed.body.data.configHash], ['ops 2', configHash]);
  await api.ask('POST', `/api/v1/alert-channels/${id}/test`, {});
  assert.deepEqual(api.sent.at(-1), { type: 'webhook', config });
});
