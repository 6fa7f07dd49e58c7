/** One of everything that a page is of, as full as it gets. */
import type { ScriptedTarget } from '../../../packages/server/src/testing/loopback.ts';
import type { Opened } from './opened.ts';

interface Made {
  readonly id: string;
}

/** @returns the ids by the name of the parameter that takes them */
export async function somethingOfEach(
  place: Opened,
  { target, bad }: Readonly<Record<'target' | 'bad', ScriptedTarget>>,
): Promise<Readonly<Record<string, string>>> {
  const made = async (path: string, body: object): Promise<string> => ((await place.call(path, body)) as Made).id;
  const channelId = await made('/alert-channels', {
    name: 'on duty',
    config: { channelType: 'webhook', url: target.url },
  });
  const escalation = { steps: [{ delayMinutes: 0, channelIds: [channelId] }] };
  const policyId = await made('/notification-policies', { name: 'on call', escalation });
  const look = { type: 'HTTP', managedBy: 'API', frequencySeconds: 1 };
  const monitorId = await made('/monitors', {
    ...{ ...look, name: 'shop' },
    config: { url: target.url, method: 'GET', customHeaders: { accept: 'application/json' } },
    assertions: [{ config: { type: 'status_code', expected: '2xx', operator: 'equals' } }],
  });
  await place.call(`/monitors/${monitorId}`, { frequencySeconds: 2 }, 'PUT');
  await made('/monitors', { ...look, name: 'a b'.repeat(60), config: { url: bad.url, method: 'GET' } });
  const job = { name: 'backup', type: 'HEARTBEAT', config: { expectedInterval: 3600 }, managedBy: 'API' };
  const { id: jobId, pingUrl } = (await place.call('/monitors', job)) as Made & { readonly pingUrl: string };
  await fetch(`${place.url}${new URL(pingUrl).pathname}/0`, { method: 'POST', body: '3 GB kept' });
  await place.call('/maintenance-windows', { durationSeconds: 3600, reason: 'upgrade', monitorId });
  const groupId = await made('/resource-groups', { name: 'edge' });
  await place.call(`/resource-groups/${groupId}/members`, { memberType: 'monitor', memberId: monitorId });
  const slug = 'staging';
  await made('/environments', { name: slug, slug, variables: { HOST: 'staging.example' } });
  await made('/tags', { name: 'production' });
  await made('/secrets', { key: 'TOKEN', value: 'opensesame' });
  const opening = { title: 'payments are slow', severity: 'DOWN', body: 'a customer called' };
  const { incident } = (await place.call('/incidents', opening)) as { readonly incident: Made };
  const ids = { channelId, policyId, monitorId, jobId, groupId, slug, incidentId: incident.id };
  return { ...ids, ...(await statusPage(place, monitorId)) };
}

async function statusPage(place: Opened, monitorId: string): Promise<Readonly<Record<string, string>>> {
  const mail = { name: 'mail room', config: { channelType: 'email', recipients: ['ops@shop.test'] } };
  const { id: mailChannelId } = (await place.call('/alert-channels', mail)) as Made;
  const { id: statusPageId } = (await place.call('/status-pages', {
    ...{ name: 'Shop', slug: 'shop', mailChannelId },
    branding: { customCss: '.card { color: #123456 }\n.card { position: fixed }' },
  })) as Made;
  const at = `/status-pages/${statusPageId}`;
  const { id: groupId } = (await place.call(`${at}/groups`, { name: 'Behind the counter' })) as Made;
  const component = { name: 'Checkout', type: 'MONITOR', monitorId };
  const { id: componentId } = (await place.call(`${at}/components`, component)) as Made;
  await place.call(`${at}/components`, { name: 'Mail', type: 'STATIC', groupId });
  await place.call(`${at}/domains`, { hostname: 'status.shop.test' });
  await place.call(`${at}/subscribers`, { email: 'ada@shop.test' });
  const told = { impact: 'MINOR', body: 'We **look** into it.' };
  const affectedComponents = [{ componentId, status: 'MAJOR_OUTAGE' }];
  const { id: pageIncidentId } = (await place.call(`${at}/incidents`, {
    ...{ ...told, title: 'orders fail', affectedComponents },
  })) as Made;
  await place.call(`${at}/incidents/${pageIncidentId}/updates`, { status: 'RESOLVED', body: 'They go out again.' });
  await place.call(`${at}/incidents`, { ...told, title: 'a hiccup', draft: true });
  return { statusPageId, pageIncidentId };
}
