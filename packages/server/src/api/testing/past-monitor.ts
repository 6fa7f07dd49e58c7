/** Monitors with a past to be replayed. */
import { failure } from '@upwatch/core';
import { observationOf } from './quiet-engine.ts';
import { recordLooks } from './recorded-looks.ts';
import type { Answer, TestApi } from './test-api.ts';

export const MINUTE = 60_000;
/** Of an hour: two minutes and three, half an hour ago and nine minutes ago. */
export const TWO_OUTAGES = `${'u'.repeat(30)}dduuuuuuuuuuuuuuuuuuuuddduuuuuu`;

/** The last three hours. */
export function spanOf(api: TestApi): { readonly from: string; readonly to: string } {
  return { from: new Date(api.nowMs() - 180 * MINUTE).toISOString(), to: new Date(api.nowMs()).toISOString() };
}

export function replayed(api: TestApi, id: string, body: object = spanOf(api)): Promise<Answer> {
  return api.ask('POST', `/api/v1/monitors/${id}/policy/replay`, body);
}

export async function shop(api: TestApi): Promise<string> {
  const config = { url: 'http://shop.example/', method: 'GET' };
  return (await api.ask('POST', '/api/v1/monitors', { name: 'shop', type: 'HTTP', config })).body.data.id;
}

/** A monitor with a look each minute up to now, all from before its decisions were recorded: `u` up, `d` down. */
export async function monitorWith(api: TestApi, looks: string): Promise<string> {
  const id = await shop(api);
  await looked(api, id, looks);
  return id;
}

export async function looked(api: TestApi, id: string, looks: string): Promise<void> {
  const { key } = (await api.core.monitors.get(id))!;
  const startMs = Math.floor(api.nowMs() / MINUTE) * MINUTE - (looks.length - 1) * MINUTE;
  const seen = Array.from(looks, (letter, place) =>
    observationOf({
      monitorId: id,
      generation: 1,
      attempts: [],
      slotMs: startMs + place * MINUTE,
      startedAtMs: startMs + place * MINUTE,
      kind: 'scheduled',
      ...(letter === 'd' && { failure: failure('status.unexpected', 'expected 2xx, got 503') }),
    }),
  );
  recordLooks(api.history, key, seen);
}

/** Down after so many failures. */
export const policyOf = (count: number) => ({
  triggerRules: [{ type: 'consecutive_failures', count, scope: 'per_region', severity: 'down' }],
  confirmation: { type: 'multi_region', minRegionsFailing: 1, maxWaitSeconds: 60 },
  recovery: { consecutiveSuccesses: 2, minRegionsPassing: 1, cooldownMinutes: 0 },
});
