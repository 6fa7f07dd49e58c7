/** A page with something of everything: components seen and said, a group, days with trouble, incidents and work to come. */
import { failure, initialState } from '@upwatch/core';
import { observationOf } from '../../api/testing/quiet-engine.ts';
import { recordLooks } from '../../api/testing/recorded-looks.ts';
import type { TestApi } from '../../api/testing/test-api.ts';

const PAGES = '/api/v1/status-pages';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export interface ShopPage {
  readonly id: string;
  readonly slug: string;
  readonly monitorId: string;
  readonly components: Readonly<Record<'checkout' | 'search' | 'mail', string>>;
  readonly incidents: Readonly<Record<'open' | 'over' | 'work' | 'draft', string>>;
}

async function made(api: TestApi, path: string, body: object): Promise<string> {
  const answer = await api.ask('POST', path, body);
  if (answer.status !== 201) throw new Error(`${path}: ${answer.text}`);
  return answer.body.data.id as string;
}

/** Of a monitor that is up, whose name and URL no reader may learn. */
export async function shopPage(api: TestApi, settings: object = {}, slug = 'shop'): Promise<ShopPage> {
  const config = { url: 'https://secret-host.internal/health', method: 'GET' };
  const monitor = { name: `secret monitor ${slug}`, type: 'HTTP', config, frequencySeconds: 60 };
  const monitorId = await made(api, '/api/v1/monitors', monitor);
  api.engine.states.set(monitorId, { ...initialState(1, 0), verdict: 'up' });
  const description = 'How our shop is doing, day and night.';
  const id = await made(api, PAGES, { name: 'Shop', slug, description, ...settings });
  const groupId = await made(api, `${PAGES}/${id}/groups`, { name: 'Messages', description: 'What we send' });
  const component = (body: object) => made(api, `${PAGES}/${id}/components`, body);
  const components = {
    checkout: await component({ name: 'Checkout', type: 'MONITOR', monitorId, description: 'Cart and payment' }),
    search: await component({ name: 'Search', type: 'STATIC', startDate: '2025-01-01' }),
    mail: await component({ name: 'Mail', type: 'STATIC', groupId }),
  };
  const incident = (body: object) =>
    made(api, `${PAGES}/${id}/incidents`, { impact: 'MAJOR', body: 'We are **looking** into it.', ...body });
  const at = (ms: number) => new Date(api.nowMs() + ms).toISOString();
  const incidents = {
    over: await incident({
      title: 'Search was slow',
      affectedComponents: [{ componentId: components.search, status: 'DEGRADED_PERFORMANCE' }],
    }),
    open: await incident({
      title: 'Mails are late',
      affectedComponents: [{ componentId: components.mail, status: 'PARTIAL_OUTAGE' }],
    }),
    work: await incident({
      title: 'New database',
      impact: 'NONE',
      body: 'We move to a bigger one.',
      scheduled: true,
      scheduledFor: at(DAY),
      scheduledUntil: at(DAY + 2 * HOUR),
      affectedComponents: [{ componentId: components.checkout, status: 'UNDER_MAINTENANCE' }],
    }),
    draft: await incident({ title: 'A secret draft', draft: true }),
  };
  const closing = { status: 'RESOLVED', body: 'It was the index.' };
  await api.ask('POST', `${PAGES}/${id}/incidents/${incidents.over}/updates`, closing);
  return { id, slug, monitorId, components, incidents };
}

/** Looks of some days, of which one was bad. */
export async function recordDays(api: TestApi, monitorId: string, days: number): Promise<void> {
  const monitor = (await api.core.monitors.get(monitorId))!;
  const firstMs = Math.floor(api.nowMs() / HOUR) * HOUR - days * DAY;
  const looks = Array.from({ length: days * 48 }, (_, place) => {
    const slotMs = firstMs + place * (HOUR / 2);
    const isDown = Math.floor(place / 48) === Math.max(0, days - 12) && place % 48 < 4;
    const totalMs = 80 + 30 * Math.sin(place / 5) + (place % 7) * 3;
    const phases = { dnsMs: 1, tcpMs: 2, ttfbMs: totalMs - 4, downloadMs: 1, totalMs };
    const failed = isDown ? { failure: failure('status.unexpected') } : {};
    return observationOf({ monitorId, slotMs, kind: 'scheduled', phases, ...failed });
  });
  recordLooks(api.history, monitor.key, looks);
  await api.history.flush();
}
