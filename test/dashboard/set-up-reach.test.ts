/** The pages of incidents and of everything that is set up: for everybody, in either theme, on a phone. */
import { test } from 'node:test';
import { scriptedTarget } from '../../packages/server/src/testing/loopback.ts';
import { opened } from './testing/opened.ts';
import { isForEverybody } from './testing/serious.ts';

interface Made {
  readonly id: string;
}

test('incidents and what is set up are without a serious fault in both themes, and fit a phone', async (t) => {
  const place = await opened(t);
  if (!place) return;
  const target = await scriptedTarget(t);
  const page = await place.signedIn({ viewport: { width: 390, height: 844 } });
  const call = async (path: string, body?: unknown): Promise<Made> => place.call(path, body);
  const config = { channelType: 'webhook', url: target.url };
  const channel = await call('/alert-channels', { name: 'on duty', config });
  const escalation = { steps: [{ delayMinutes: 0, channelIds: [channel.id] }] };
  const policy = await call('/notification-policies', { name: 'on call', escalation });
  await call('/monitors', { name: 'shop', type: 'HTTP', config: { url: target.url, method: 'GET' } });
  await call('/maintenance-windows', { durationSeconds: 3600, reason: 'upgrade', allMonitors: true });
  const opening = { title: 'payments are slow', severity: 'DOWN', body: 'a customer called', notifyChannels: true };
  const { incident } = (await place.call('/incidents', opening)) as { readonly incident: Made };
  const pages: readonly (readonly [path: string, shown: string])[] = [
    ['/incidents', 'payments are slow'],
    [`/incidents/${incident.id}`, 'a customer called'],
    ['/channels', 'on duty'],
    [`/channels/${channel.id}`, 'What was sent'],
    ['/channels/new', 'Webhook'],
    ['/channels/new?type=email', 'Recipients'],
    ['/policies', 'Who would be told?'],
    [`/policies/${policy.id}`, 'Who, in which order'],
    ['/maintenance', 'All windows'],
    ['/settings', 'Audit log'],
    ['/settings/account', 'Where you are signed in'],
    ['/settings/keys', 'New key'],
    ['/settings/members', 'Invite somebody'],
    ['/settings/audit', 'channel.created'],
    ['/settings/health', 'Event loop delay, p99'],
  ];
  for (const [path, shown] of pages) await isForEverybody(page, path, shown);
});
