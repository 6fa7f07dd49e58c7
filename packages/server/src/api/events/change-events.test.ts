/** The audit trail, live: whatever the API can change, held against what the trail says of it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AuditedChange } from '../../stores/port.ts';
import { API_PREFIX } from '../prefixes.ts';
import { type TestApi, testApi } from '../testing/test-api.ts';
import { walkOperations } from '../testing/walk-operations.ts';

const KINDS = [
  ...[
    'api_key',
    'channel',
    'delivery',
    'deploy_lock',
    'environment',
    'incident',
    'invite',
    'maintenance_window',
    'member',
  ],
  ...['monitor', 'notification_policy', 'organization', 'resource_group', 'secret', 'status_page', 'tag', 'vault'],
  ...['webhook', 'webhook_signing', 'workspace'],
];

async function trailOf({ core }: TestApi): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let page = 0; ; page++) {
    const { items, total } = await core.audit.list({ page, size: 100 });
    ids.push(...items.map(({ id }) => id));
    if (ids.length >= total) return ids.sort();
  }
}

test('each line of the trail is told once, and nothing else: of every kind of thing that the API changes', async () => {
  await using api = await testApi({ config: { publicUrl: 'https://upwatch.example' } });
  const before = new Set(await trailOf(api));
  const told: AuditedChange[] = [];
  api.live.subscribe((event) => {
    if (event.type === 'change') told.push(event.data);
  });
  for await (const _ of walkOperations(api, API_PREFIX)) {
    // Each is asked for once.
  }
  const trail = (await trailOf(api)).filter((id) => !before.has(id));
  assert.deepEqual(told.map(({ id }) => id).sort(), trail);
  assert.deepEqual([...new Set(told.map(({ resourceType }) => resourceType))].sort(), KINDS);
});
