/** Alerts and contexts for the tests of channels. */
import { type AlertMessage, failure } from '@upwatch/core';
import type { SendContext } from '../port.ts';

/** 2026-11-21 12:04:07 UTC */
export const STARTED_MS = Date.UTC(2026, 10, 21, 12, 4, 7);

/** The opening of an incident. */
export function opening(change: Partial<AlertMessage> = {}): AlertMessage {
  return {
    kind: 'INCIDENT_CREATED',
    severity: 'DOWN',
    monitorName: 'shop',
    target: 'https://shop.example/health',
    monitorId: '0199aa00-0000-7000-8000-000000000001',
    incidentId: '0199aa00-0000-7000-8000-000000000002',
    headline: 'shop is down in local since 12:04: the certificate has expired',
    failure: failure('tls.expired', 'it was valid until 2026-11-20'),
    statusCode: 503,
    phases: { dnsMs: 1.25, tcpMs: 20.4, tlsMs: 31, ttfbMs: 210, totalMs: 262.65 },
    regions: ['local'],
    startedAtMs: STARTED_MS,
    occurredAtMs: STARTED_MS + 10_000,
    ...change,
  };
}

/** Its recovery, twelve minutes and five seconds later. */
export function recovery(change: Partial<AlertMessage> = {}): AlertMessage {
  const { failure: _failure, statusCode: _statusCode, ...rest } = opening();
  return {
    ...rest,
    kind: 'INCIDENT_RESOLVED',
    headline: 'shop is up again after 12 min 5 s',
    resolvedAtMs: STARTED_MS + 725_000,
    occurredAtMs: STARTED_MS + 725_000,
    ...change,
  };
}

/** What a channel is given, with a deadline that never comes unless a signal is given. */
export function contextFor(change: Partial<SendContext> = {}): SendContext {
  return {
    key: '0199aa00-0000-7000-8000-000000000002:1:0199aa00-0000-7000-8000-000000000003',
    signal: new AbortController().signal,
    nowMs: STARTED_MS + 11_000,
    publicUrl: 'https://upwatch.example',
    ...change,
  };
}

/** Alerts in which everything is far too long: alone, and standing for five hundred; once for each of the characters. */
export function overlong(
  characters: readonly string[],
  change: (long: string) => Partial<AlertMessage> = (): Partial<AlertMessage> => ({}),
): readonly AlertMessage[] {
  return characters.flatMap((character) => {
    const long = character.repeat(10_000);
    const message = opening({ headline: long, target: long, regions: [long], ...change(long) });
    return [message, { ...message, digest: { total: 500, headlines: Array.from({ length: 500 }, () => long) } }];
  });
}
