/** A page in a store, with readers who have confirmed, and something to tell them. */
import type { JsonObject } from '@upwatch/core';
import type { SmtpSettings } from '../../../channels/port.ts';
import type { AffectedComponent, CoreStore, Subscribing } from '../../../stores/port.ts';

export const PAGE = '00000000-0000-4000-8000-000000000001';
const CHANNEL = '00000000-0000-4000-8000-000000000002';
const BY = { name: 'test' };

export const PUBLIC_URL = 'https://up.example';

/** @param addresses of mail, or URLs */
export async function subscribedPage(
  { channels, statusPages }: CoreStore,
  { smtp, addresses }: { readonly smtp?: SmtpSettings; readonly addresses: readonly string[] },
): Promise<void> {
  const own: JsonObject = smtp ? { smtp: { ...smtp } } : {};
  const config = { channelType: 'email', recipients: ['ops@example.org'], ...own };
  await channels.create({ id: CHANNEL, name: 'mail', type: 'email', config, managedBy: 'API' }, BY);
  const page = { id: PAGE, name: 'Shop', slug: 'shop', branding: {}, visibility: 'PUBLIC', isEnabled: true } as const;
  const options = { mailChannelId: CHANNEL, takesWebhooks: true };
  await statusPages.create({ ...page, incidentMode: 'MANUAL', managedBy: 'API', options }, BY);
  for (const address of addresses) {
    const one = subscribing(address);
    await statusPages.subscribers.add({ ...one, isAsked: false }, BY);
    await statusPages.subscribers.confirm(one.id, one.confirmationToken);
  }
}

export function subscribing(address: string): Omit<Subscribing, 'isAsked'> {
  const type = address.includes('://') ? 'WEBHOOK' : 'EMAIL';
  const own = { id: crypto.randomUUID(), confirmationToken: crypto.randomUUID() };
  return { ...own, pageId: PAGE, type, address, componentIds: [] };
}

export async function publish(
  { statusPages }: CoreStore,
  title: string,
  atMs: number,
  affected: readonly AffectedComponent[] = [],
): Promise<void> {
  const said = { status: 'INVESTIGATING', impact: 'MAJOR' } as const;
  const times = { startedAtMs: atMs, publishedAtMs: atMs };
  const about = { id: crypto.randomUUID(), pageId: PAGE, title, isAutoResolved: false, affected, story: [] };
  const incident = { ...about, ...said, ...times };
  const words = { status: 'INVESTIGATING', body: 'We **look** into it.', createdBy: 'USER' } as const;
  const update = { id: crypto.randomUUID(), ...words, notifySubscribers: true, createdAtMs: atMs };
  await statusPages.incidents.create({ incident, update }, BY);
}
