/**
 * What a late alert says of itself. How late it is, its lane has measured, whatever was done to the wall clock meanwhile.
 * Of what an earlier run left only the wall clock says how long it has waited: a clock that was set in between is believed.
 */
import type { AlertMessage, Delivery, Incident } from '@upwatch/core';
import { stateOf } from '../../channels/alert-text.ts';
import { utc } from '../../channels/plain-text.ts';
import type { SendContext } from '../../channels/port.ts';
import type { CoreStore } from '../../stores/port.ts';

/** An alert that has waited longer than this is late, milliseconds. */
export const LATE_AFTER_MS = 120_000;

export type IncidentReader = Pick<CoreStore['incidents'], 'get' | 'list'>;

/** By how much an alert is late, and what is true now; undefined while it is in time. @param waitedMs since what it tells of */
export async function lateNotice(
  incidents: IncidentReader,
  delivery: Delivery,
  waitedMs: number,
): Promise<SendContext['late']> {
  if (waitedMs <= LATE_AFTER_MS) return undefined;
  const byMs = Math.round(waitedMs);
  if (delivery.kind === 'NOTICE') return { byMs, nowTrue: 'It is a notice: no incident belongs to it.' };
  const own = await incidents.get(delivery.incidentId);
  const open = own?.status === 'RESOLVED' || !own ? await openIncidentOf(incidents, delivery.monitorId) : own;
  return { byMs, nowTrue: inWords(delivery, own, open) };
}

/** What is told together is waited for: it is late beyond that, milliseconds. */
const DIGEST_LATE_AFTER_MS = 300_000;

/**
 * The same for what is told together.
 * @param standing how much of it is open now
 * @param waitedMs how long the oldest of it has waited
 */
export function digestLateNotice(
  members: readonly { readonly message: Pick<AlertMessage, 'kind'> }[],
  standing: number,
  waitedMs: number,
): SendContext['late'] {
  if (waitedMs <= DIGEST_LATE_AFTER_MS) return undefined;
  const byMs = Math.round(waitedMs);
  const areNotices = members.every(({ message }) => message.kind === 'NOTICE');
  return { byMs, nowTrue: areNotices ? 'They are notices: no incident belongs to them.' : standsInWords(standing) };
}

function standsInWords(standing: number): string {
  if (standing === 0) return 'None of the incidents is open now.';
  return standing === 1 ? 'One of the incidents is open now.' : `${standing} of the incidents are open now.`;
}

async function openIncidentOf(incidents: IncidentReader, monitorId: string | undefined): Promise<Incident | undefined> {
  if (monitorId === undefined) return undefined;
  const { items } = await incidents.list({ monitorId, status: 'CONFIRMED' }, { page: 0, size: 1 });
  return items[0];
}

function inWords(delivery: Delivery, own: Incident | undefined, open: Incident | undefined): string {
  const isRecovery = delivery.kind === 'INCIDENT_RESOLVED';
  if (open) {
    const state = stateOf(open);
    if (open.id !== own?.id) return `It is ${state} again now, since ${utc(open.startedAtMs)}.`;
    return isRecovery ? `It is ${state} again now.` : `It is still ${state} now.`;
  }
  if (isRecovery) return 'No incident of it is open now.';
  return own?.resolvedAtMs === undefined
    ? 'No incident of it is open now.'
    : `It has been up again since ${utc(own.resolvedAtMs)}.`;
}
