/** One monitor, one sink, one outage after another, with the server killed at a chosen instant of each. */
import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { brokenRules } from './kept-rules.ts';
import type { RoundReport } from './row.ts';
import { scriptedTarget } from './scripted-target.ts';
import { type ServerProcess, startServer } from './server-process.ts';
import { makeChannel, makeMonitors } from './watched-server.ts';
import { accept, type Answer, type ReceivedAlert, webhookSink } from './webhook-sink.ts';

/** Row D02: the first re-send comes at most this long after the server is ready again. */
const RESENT_MAX_MS = 30_000;

/** Outages that follow one another as fast as this would be told of as flapping, once. */
const INCIDENT_POLICY = {
  triggerRules: [{ type: 'consecutive_failures', count: 2, scope: 'per_region', severity: 'down' }],
  confirmation: { type: 'multi_region', minRegionsFailing: 1, maxWaitSeconds: 60 },
  recovery: { consecutiveSuccesses: 2, minRegionsPassing: 1, cooldownMinutes: 0 },
  flapping: { changesMax: 100, windowMinutes: 0 },
};

/**
 * @param answer how the sink meets the first alert of each outage; it calls `kill` at the instant to be tested
 */
export async function* outages(
  given: { readonly rounds: number; readonly directory: string },
  answer: (kill: () => void) => Answer,
): AsyncIterable<RoundReport> {
  await using target = await scriptedTarget();
  await using sink = await webhookSink();
  let server = await startServer(given.directory);
  await using _last = { [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
  await makeChannel(server, sink.url);
  await makeMonitors(server, target.url, { count: 1, seconds: 1, more: () => ({ incidentPolicy: INCIDENT_POLICY }) });
  await delay(2500);
  for (let round = 1; round <= given.rounds; round++) {
    const from = sink.received.length;
    const killed = Promise.withResolvers<void>();
    sink.answerWith(answer(() => killed.resolve()));
    target.behave('down');
    await killed.promise;
    await server.end('SIGKILL');
    sink.answerWith(accept);
    const broken = [...brokenRules(join(given.directory, 'core.db'))];
    server = await startServer(given.directory);
    const isTold = (kind: string, least: number) => () => told(sink.received.slice(from), kind).length >= least;
    // Either it comes again, or it had been marked as sent before the kill.
    await within(RESENT_MAX_MS, async () => (await openAlerts(server)) === 0 && isTold('incident.created', 1)());
    target.behave('up');
    await within(RESENT_MAX_MS, isTold('incident.resolved', 1));
    broken.push(...wrongsOf(sink.received.slice(from)));
    yield {
      seen: sink.received
        .slice(from)
        .map(({ kind }) => kind)
        .join(', '),
      broken,
    };
  }
  await server.end('SIGTERM');
}

function told(alerts: readonly ReceivedAlert[], kind: string): readonly ReceivedAlert[] {
  return alerts.filter(
    (alert) => alert.kind === kind || (kind === 'incident.created' && alert.kind === 'incident.reopened'),
  );
}

/** I3 and I4: told once, at most twice over a crash and then under the same key; the end after the beginning. */
function wrongsOf(alerts: readonly ReceivedAlert[]): string[] {
  const wrongs: string[] = [];
  for (const kind of ['incident.created', 'incident.resolved']) {
    const same = told(alerts, kind);
    const keys = new Set(same.map(({ key }) => key));
    if (same.length === 0) wrongs.push(`${kind} was never told`);
    if (keys.size > 1) wrongs.push(`${kind} was told under ${keys.size} keys`);
    if (same.length > (kind === 'incident.created' ? 2 : 1)) wrongs.push(`${kind} was told ${same.length} times`);
  }
  const firstEnd = alerts.findIndex(({ kind }) => kind === 'incident.resolved');
  if (firstEnd >= 0 && alerts.slice(firstEnd).some(({ kind }) => kind !== 'incident.resolved')) {
    wrongs.push('the end was told before the beginning');
  }
  return wrongs;
}

async function openAlerts(server: ServerProcess): Promise<number> {
  const { status, body } = await server.call('GET', '/alert-channels');
  if (status !== 200) throw new Error(`GET /alert-channels answered ${status}`);
  const { data } = body as { readonly data: readonly { readonly id: string }[] };
  const open = await Promise.all(
    data.map(async ({ id }) => {
      const answer = await server.call('GET', `/alert-channels/${id}/deliveries?page=0&size=200`);
      const deliveries = (answer.body as { readonly data: readonly { readonly status: string }[] }).data;
      return deliveries.filter(({ status: state }) => state === 'PENDING' || state === 'RETRY_PENDING').length;
    }),
  );
  return open.reduce((sum, count) => sum + count, 0);
}

/** Waits until a thing holds, or the time is up. */
async function within(ms: number, holds: () => boolean | Promise<boolean>): Promise<void> {
  const endMs = performance.now() + ms;
  while (performance.now() < endMs && !(await holds())) await delay(50);
}
