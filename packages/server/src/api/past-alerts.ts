/** What the stores say of a span: which incidents there were, and who was told. */
import type { Delivery, Monitor } from '@upwatch/core';
import type { CoreStore, Span } from '../stores/port.ts';

/** Incidents of a monitor that are counted: more than anybody has in the span of a replay. */
const INCIDENTS_MAX = 1_000;

export interface PastAlerts {
  readonly actual: { readonly incidents: number; readonly pages: number; readonly alerts: number };
  /** When somebody was told of an opening, in whole milliseconds. */
  readonly toldAtMs: ReadonlySet<number>;
}

export async function pastAlerts({ id }: Monitor, span: Span, core: CoreStore): Promise<PastAlerts> {
  const { fromMs, toMs } = span;
  const filter = { monitorId: id, source: 'AUTOMATIC', startedToMs: toMs } as const;
  const { items } = await core.incidents.list(filter, { page: 0, size: INCIDENTS_MAX });
  const touching = items.filter(({ resolvedAtMs }) => (resolvedAtMs ?? toMs) >= fromMs);
  const deliveries = (await Promise.all(touching.map((one) => core.outbox.listByIncident(one.id)))).flat();
  const isIn = (ms: number | undefined): boolean => ms !== undefined && ms >= fromMs && ms < toMs;
  const openings = deliveries.filter(isOpening);
  const told = openings.filter(({ createdAtMs }) => isIn(createdAtMs));
  return {
    actual: {
      incidents: touching.filter(({ confirmedAtMs }) => isIn(confirmedAtMs)).length,
      pages: new Set(told.map(({ incidentId, sequence }) => `${incidentId} ${sequence}`)).size,
      alerts: deliveries.filter(({ createdAtMs }) => isIn(createdAtMs)).length,
    },
    toldAtMs: new Set(openings.map(({ createdAtMs }) => createdAtMs)),
  };
}

function isOpening({ kind }: Delivery): boolean {
  return kind === 'INCIDENT_CREATED' || kind === 'INCIDENT_REOPENED';
}
