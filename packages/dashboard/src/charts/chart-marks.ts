/** What else happened while a chart was measured: incidents, maintenance, deployments, changes of the settings. */
import type { AuditEvent, Incident, MaintenanceWindow, MonitorVersion } from '@upwatch/sdk';

export type Mark =
  | {
      readonly type: 'incident';
      readonly id: string;
      readonly fromMs: number;
      readonly toMs: number;
      readonly isDown: boolean;
      readonly isOpen: boolean;
      readonly title: string | undefined;
    }
  | {
      readonly type: 'maintenance';
      readonly id: string;
      readonly fromMs: number;
      readonly toMs: number;
      readonly title: string | undefined;
    }
  | {
      readonly type: 'deploy';
      readonly id: string;
      readonly fromMs: number;
      readonly toMs: number;
      readonly title: string;
    }
  | {
      readonly type: 'change';
      readonly id: string;
      readonly fromMs: number;
      readonly toMs: number;
      readonly title: string | undefined;
    };

export interface Happened {
  readonly incidents: readonly Incident[];
  readonly windows: readonly MaintenanceWindow[];
  readonly deploys: readonly AuditEvent[];
  readonly versions: readonly MonitorVersion[];
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Those that touch the span, in the order in which they began. What is not over yet lasts to its end. */
export function marksIn({ incidents, windows, deploys, versions }: Happened, span: Span): readonly Mark[] {
  const all: readonly Mark[] = [
    ...incidents.map((incident) => incidentMark(incident, span)),
    ...windows.flatMap(windowMarks),
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

function incidentMark({ id, startedAt, createdAt, resolvedAt, severity, failure, title }: Incident, span: Span): Mark {
  return {
    type: 'incident',
    id,
    fromMs: Date.parse(startedAt ?? createdAt),
    toMs: resolvedAt === null ? span.toMs : Date.parse(resolvedAt),
    isDown: severity === 'DOWN',
    isOpen: resolvedAt === null,
    title: failure?.message ?? title ?? undefined,
  };
}

/** Of one that comes again and again the API says when it lasts now, and when it began first: both are shown. */
function windowMarks({
  id,
  startsAt,
  endsAt,
  activeUntil,
  name,
  reason,
  repeatRule,
}: MaintenanceWindow): readonly Mark[] {
  const title = name ?? reason ?? undefined;
  const [fromMs, toMs] = [Date.parse(startsAt), Date.parse(endsAt)];
  const first: Mark = { type: 'maintenance', id, fromMs, toMs, title };
  if (repeatRule === null || activeUntil === null) return [first];
  const untilMs = Date.parse(activeUntil);
  return untilMs === toMs
    ? [first]
    : [first, { ...first, id: `${id}-now`, fromMs: untilMs - (toMs - fromMs), toMs: untilMs }];
}

function instant(at: string): Span {
  const ms = Date.parse(at);
  return { fromMs: ms, toMs: ms };
}
