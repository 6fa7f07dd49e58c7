/** What a target says that it needs, on the page of its monitor: in a real browser on a real server. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptedTarget } from '../../packages/server/src/testing/loopback.ts';
import { opened } from './testing/opened.ts';
import { isForEverybody } from './testing/serious.ts';

const HOSTILE = '<img src=x onerror=alert(1)>';
const WELL = JSON.stringify({
  status: 'healthy',
  checks: {
    database: { status: 'ok', response_time_ms: 2 },
    redis: 'ok',
    [HOSTILE]: { status: 'ok', message: HOSTILE },
  },
});
const SICK = JSON.stringify({
  status: 'unhealthy',
  checks: { database: { status: 'error', response_time_ms: 3, message: 'connection refused' }, [HOSTILE]: 'ok' },
});

test('the page of a monitor shows what its target needs, and which of it is down or gone', async (t) => {
  const place = await opened(t);
  if (!place) return;
  const target = await scriptedTarget(t);
  target.body = WELL;
  const config = { url: target.url, method: 'GET', health: 'auto', retry: { attemptsMax: 1 } };
  const body = { name: 'checkout', type: 'HTTP', config, frequencySeconds: 1, regions: ['local'], managedBy: 'API' };
  const { id } = (await place.call('/monitors', body)) as { readonly id: string };
  await target.requested(2);
  target.body = SICK;
  let status = '';
  while (status !== 'down') {
    const [database] = (await place.call(`/monitors/${id}/dependencies`)) as readonly { readonly status: string }[];
    status = database?.status ?? '';
  }
  const page = await place.signedIn({ viewport: { width: 1280, height: 900 } });
  page.on('dialog', () => assert.fail('what a target says was run'));
  await page.goto(`/monitors/${id}`);
  const card = page.getByRole('region', { name: 'What it needs' });
  await card.getByText('connection refused').waitFor();
  await card.getByText('no longer named').waitFor();
  const rows = await card.getByRole('listitem').allInnerTexts();
  assert.equal(rows.length, 3);
  assert.match(rows[0]!, /database\s+Down/);
  assert.match(rows[1]!, /redis\s+no longer named/);
  assert.ok(rows[2]!.includes(HOSTILE));
  await card.getByRole('img', { name: /^Latency of database in the last 24 hours: \d/ }).waitFor();
  await isForEverybody(page, `/monitors/${id}`, 'connection refused');
});
