/** What is told without an incident: something to know before it becomes one. */
import type { AlertMessage, Delivery } from './alert.ts';
import type { Recipient } from './alert-planning.ts';
import { durationInWords, nameInHeadline } from './headline.ts';
import type { CertificateEvent, KnownCertificate } from '../deciding/certificates.ts';
import type { NotificationPolicy } from './notification-policy.ts';
import { quietUntil } from './quiet-hours.ts';
import { policiesFor, type RoutingSubject } from './routing.ts';

const DAY_MS = 86_400_000;

/** What telling of it needs to know. */
export interface NoticeInput {
  readonly monitor: { readonly id: string; readonly name: string; readonly target: string };
  /** The channels that the monitor tells: those that it names, or all there are. */
  readonly channels: readonly { readonly id: string }[];
  readonly namesChannels?: boolean;
  readonly policies?: readonly NotificationPolicy[];
  readonly subject?: RoutingSubject;
  readonly nowMs: number;
  readonly newId: () => string;
}

/** A notice does not page: it is as severe as the mildest of incidents. */
const SEVERITY = 'DEGRADED';

/**
 * The notices of what happened to a certificate, one for each channel that it concerns. A notice has an id of its own in
 * the place of an incident's. Its key follows from the certificate, so it is told once, whatever is forgotten.
 */
export function certificateNotices(events: readonly CertificateEvent[], given: NoticeInput): readonly Delivery[] {
  return events.flatMap((event) => {
    const message = messageOf(event, given);
    const what = event.type === 'certificate-expiring' ? String(event.days) : 'changed';
    return recipientsOf(given, message.regions).map(
      ({ channelId, notBeforeMs }): Delivery => ({
        id: given.newId(),
        key: `certificate:${given.monitor.id}:${event.certificate.fingerprint}:${what}:${channelId}`,
        incidentId: message.incidentId,
        monitorId: given.monitor.id,
        channelId,
        ...(notBeforeMs !== undefined && { notBeforeMs }),
        kind: 'NOTICE',
        sequence: 1,
        message,
        status: 'PENDING',
        attemptCount: 0,
        createdAtMs: given.nowMs,
      }),
    );
  });
}

/**
 * The channels that the monitor names; otherwise the first step of each policy that matches, since nobody acknowledges a
 * notice; where none matches, all.
 */
function recipientsOf(given: NoticeInput, regions: readonly string[]): readonly Recipient[] {
  const { monitor, channels, namesChannels, policies = [], subject, nowMs } = given;
  const own = { monitorId: monitor.id, monitorName: monitor.name };
  const asked = { ...subject, ...own, severity: SEVERITY, regions } as const;
  const matching = namesChannels ? [] : policiesFor(policies, asked);
  if (matching.length === 0) return channels.map(({ id }) => ({ channelId: id }));
  const existing = new Set(channels.map(({ id }) => id));
  const byChannel = new Map<string, Recipient>();
  for (const { escalation, quietHours } of matching) {
    const notBeforeMs = quietUntil(quietHours, SEVERITY, nowMs);
    for (const channelId of escalation.steps[0]?.channelIds ?? []) {
      if (!existing.has(channelId) || byChannel.has(channelId)) continue;
      byChannel.set(channelId, { channelId, ...(notBeforeMs !== undefined && { notBeforeMs }) });
    }
  }
  return [...byChannel.values()];
}

function messageOf(event: CertificateEvent, { monitor, nowMs, newId }: NoticeInput): AlertMessage {
  return {
    kind: 'NOTICE',
    severity: SEVERITY,
    monitorName: monitor.name,
    target: monitor.target,
    monitorId: monitor.id,
    incidentId: newId(),
    headline: certificateHeadline(event, monitor.name, nowMs),
    regions: [event.certificate.region],
    startedAtMs: nowMs,
    occurredAtMs: nowMs,
  };
}

/** "the certificate of shop ends in 14 days, on 2026-12-05: CN=shop.example, issued by CN=Test CA" */
export function certificateHeadline(event: CertificateEvent, monitorName: string, nowMs: number): string {
  const of = `of ${nameInHeadline(monitorName)}`;
  const { subject, issuer, notAfterMs } = event.certificate;
  const onDay = new Date(notAfterMs).toISOString().slice(0, 10);
  switch (event.type) {
    case 'certificate-expiring':
      return `the certificate ${of} ends in ${timeLeft(event.certificate, nowMs)}, on ${onDay}: ${subject || 'no subject'}, issued by ${issuer}`;
    case 'certificate-changed':
      return `the certificate ${of} is another one, good until ${onDay}: ${changesOf(event)}`;
  }
}

function changesOf({
  certificate,
  before,
  changed,
}: Extract<CertificateEvent, { type: 'certificate-changed' }>): string {
  return changed
    .map((what) => (what === 'key' ? 'its key is new' : `it is issued by ${certificate.issuer}, not ${before.issuer}`))
    .join(', ');
}

/** Whole days, rounded to the nearest: told at the instant when 14 days are left, it says 14. */
function timeLeft({ notAfterMs }: KnownCertificate, nowMs: number): string {
  const days = Math.round((notAfterMs - nowMs) / DAY_MS);
  if (days < 1) return durationInWords(notAfterMs - nowMs);
  return days === 1 ? '1 day' : `${days} days`;
}
