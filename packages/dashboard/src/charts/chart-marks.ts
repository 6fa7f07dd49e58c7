/** What else happened while a chart was measured: incidents, maintenance, deployments, changes of the settings. */
import type { AuditEvent, Incident, MaintenanceOccurrence, MaintenanceWindow, MonitorVersion } from '@upwatch/sdk';

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A span for what lasted, an instant for what happened at once. `id` tells it from all others of its type. */
export type Mark = Span & { readonly id: string } & (
    | {
        readonly type: 'incident';
        readonly isDown: boolean;
        readonly isOpen: boolean;
        readonly incident: Pick<Incident, 'failure' | 'warning' | 'title'>;
      }
    | { readonly type: 'maintenance'; readonly title: string | undefined }
    | { readonly type: 'change'; readonly title: string | undefined }
    | { readonly type: 'deploy'; readonly title: string }
  );

export interface Happened {
  readonly incidents: readonly Incident[];
  /** Each time that maintenance was or is, of windows that repeat too. */
  readonly occurrences: readonly MaintenanceOccurrence[];
  /** What those are of, for their names. */
  readonly windows: readonly MaintenanceWindow[];
  readonly deploys: readonly AuditEvent[];
  readonly versions: readonly MonitorVersion[];
}

/** Those that touch the span, in the order in which they began. What is not over yet lasts to its end. */
export function marksIn(happened: Happened, span: Span): readonly Mark[] {
  const { incidents, occurrences, windows, deploys, versions } = happened;
  const titles = new Map(windows.map(({ id, name, reason }) => [id, name ?? reason ?? undefined]));
  const all: readonly Mark[] = [
    ...incidents.map((incident) => incidentMark(incident, span)),
    ...occurrences.map(
      ({ windowId, startsAt, endsAt }): Mark => ({
        type: 'maintenance',
        id: `${windowId} ${startsAt}`,
        fromMs: Date.parse(startsAt),
        toMs: Date.parse(endsAt),
        title: titles.get(windowId),
      }),
    ),
    ...deploys.map(
      (one): Mark => ({
        type: 'deploy',
        id: String(one.id),
        ...instant(one.createdAt),
        title: one.resourceName ?? one.actor,
      }),
    ),
    ...versions
      .filter(({ version }) => version > 1)
      .map(
        (one): Mark => ({
          type: 'change',
          id: one.id,
          ...instant(one.createdAt),
          title: one.changeSummary ?? undefined,
        }),
      ),
  ];
  return all
    .filter(({ fromMs, toMs }) => toMs >= span.fromMs && fromMs <= span.toMs)
    .toSorted((a, b) => a.fromMs - b.fromMs);
}

function incidentMark(incident: Incident, span: Span): Mark {
  const { id, startedAt, createdAt, resolvedAt, severity } = incident;
  return {
    type: 'incident',
    id,
    fromMs: Date.parse(startedAt ?? createdAt),
    toMs: resolvedAt === null ? span.toMs : Date.parse(resolvedAt),
    isDown: severity === 'DOWN',
    isOpen: resolvedAt === null,
    incident,
  };
}

function instant(at: string): Span {
  const ms = Date.parse(at);
  return { fromMs: ms, toMs: ms };
}
